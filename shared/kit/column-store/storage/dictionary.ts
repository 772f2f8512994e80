/** The keys that a dimension has had, each with an ordinal that never changes; 0 is that of no key. */
export class Dictionary {
  readonly #keys: (string | null)[] = [null];
  readonly #ordinals = new Map<string, number>();
  /** By a hash of their bytes; of keys with the same hash only the first. */
  readonly #byBytes = new Map<number, { bytes: Buffer; ordinal: number }>();
  #inOrder = true;
  #ranks: number[] | undefined;

  static of(keys: readonly string[]): Dictionary {
    const dictionary = new Dictionary();
    for (const key of keys) dictionary.ordinalOf(key);
    return dictionary;
  }

  /** A key that was not there gets the next ordinal. */
  ordinalOf(key: string | null): number {
    if (key === null) return 0;
    const known = this.#ordinals.get(key);
    if (known !== undefined) return known;
    const last = this.#keys.at(-1) ?? null;
    if (last !== null && last > key) this.#inOrder = false;
    this.#ranks = undefined;
    this.#keys.push(key);
    this.#ordinals.set(key, this.#keys.length - 1);
    return this.#keys.length - 1;
  }

  /** The ordinal of the key that is here in UTF-8: a string is made only of a new key. */
  ordinalOfBytes(bytes: Buffer, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const known = this.#byBytes.get(hash);
    if (known && isAt(known.bytes, bytes, start, end)) return known.ordinal;
    const ordinal = this.ordinalOf(bytes.toString("utf8", start, end));
    if (!known) this.#byBytes.set(hash, { bytes: Buffer.from(bytes.subarray(start, end)), ordinal });
    return ordinal;
  }

  /** Undefined for a key that no row has had. */
  find(key: string): number | undefined {
    return this.#ordinals.get(key);
  }

  keyOf(ordinal: number): string | null {
    return this.#keys[ordinal] ?? null;
  }

  /** One more than the largest ordinal. */
  get size(): number {
    return this.#keys.length;
  }

  /** The keys from an ordinal on. */
  since(ordinal: number): { ordinal: number; key: string }[] {
    return this.#keys.slice(ordinal).map((key, at) => ({ ordinal: ordinal + at, key: key ?? "" }));
  }

  /** An expression of DuckDB that orders ordinals as their keys' texts, and has null for no key. */
  orderSql(ordinal: string): string {
    if (this.#inOrder) return `nullif(${ordinal}, 0)`;
    this.#ranks ??= this.#rank();
    return `nullif(([${this.#ranks.join(",")}])[${ordinal} + 1], 0)`;
  }

  #rank(): number[] {
    const ranks = new Array<number>(this.#keys.length).fill(0);
    const byKey = this.since(1).toSorted((left, right) => (left.key < right.key ? -1 : 1));
    for (const [at, { ordinal }] of byKey.entries()) ranks[ordinal] = at + 1;
    return ranks;
  }
}

/** Whether these bytes are there. Keys are so short that a loop takes a third of the time of Buffer.compare. */
function isAt(key: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (key[at] !== bytes[start + at]) return false;
  return true;
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return hash;
}
