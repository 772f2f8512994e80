/** A bounded map whose entries end by themselves; the one unused for longest makes room. */
export interface ExpiringCache<Value> {
  /** The value, if it was stored and still holds at `nowMs`. */
  get(key: string, nowMs: number): Value | undefined;
  set(key: string, value: Value, expiresAtMs: number): void;
  delete(key: string): void;
}

/** Times are milliseconds since the epoch, from whatever clock the caller goes by. */
export function createExpiringCache<Value>(maxEntries: number): ExpiringCache<Value> {
  const entries = new Map<string, { value: Value; expiresAtMs: number }>();
  return {
    get(key, nowMs) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expiresAtMs <= nowMs) return undefined;
      // Put back at the end: a Map iterates in insertion order, so the first key is the stalest.
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, expiresAtMs) {
      entries.delete(key);
      entries.set(key, { value, expiresAtMs });
      if (entries.size <= maxEntries) return;
      const stalest = entries.keys().next().value;
      if (stalest !== undefined) entries.delete(stalest);
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
