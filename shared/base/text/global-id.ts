/** The id of a thing among all types of the graph: `Task:184467`. */
export function globalId(type: string, key: string): string {
  return `${type}:${encodeURIComponent(key)}`;
}

/** The type and key of a global id; undefined when the text is none. */
export function readGlobalId(text: string): { type: string; key: string } | undefined {
  const match = /^([A-Za-z_]\w*):([\w.~!*'()%-]{1,200})$/.exec(text);
  const [, type, written] = match ?? [];
  if (type === undefined || written === undefined) return undefined;
  try {
    return { type, key: decodeURIComponent(written) };
  } catch {
    return undefined;
  }
}
