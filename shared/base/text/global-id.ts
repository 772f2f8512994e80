/** What a global id names: a type of the graph, and the key of one of its entities. */
export interface GlobalKey {
  type: string;
  key: string;
}

/**
 * The id of an entity in the whole graph: `Organization:SKHCN`, `Task:184467`. Of the key everything but ASCII letters,
 * digits, points, underscores and hyphens is percent-encoded.
 */
export function globalId(type: string, key: string): string {
  return `${type}:${isPlain.test(key) ? key : encode(key)}`;
}

/** Reads a global id; undefined for a text that `globalId` does not make. */
export function readGlobalId(text: string): GlobalKey | undefined {
  const [, type, encoded] = pattern.exec(text) ?? [];
  if (type === undefined || encoded === undefined) return undefined;
  const key = decode(encoded);
  // One entity has one id: no other way to encode its key is taken.
  return key !== undefined && globalId(type, key) === text ? { type, key } : undefined;
}

const isPlain = /^[\w.-]+$/;
const pattern = /^([A-Za-z_]\w*):([\w.%-]+)$/;

function encode(key: string): string {
  return encodeURIComponent(key.toWellFormed()).replace(
    /[!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Percent signs that encode nothing: the caller refuses it.
    return undefined;
  }
}
