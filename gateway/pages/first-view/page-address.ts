/** Longest value of a parameter that a page is rendered by, in characters. */
const longestValue = 100;

/**
 * The search part of a page's address with what the page goes by alone, in one order, so that one page is kept once; undefined
 * where a value is longer than any that means something: such a page comes empty.
 */
export function pageAddress(url: string, parameters: readonly string[]): string | undefined {
  const given = new URLSearchParams(url.split("?", 2)[1] ?? "");
  const read = new URLSearchParams();
  for (const name of parameters) {
    const value = given.get(name);
    if (value === null) continue;
    if (value.length > longestValue) return undefined;
    read.set(name, value);
  }
  return read.size === 0 ? "" : `?${read}`;
}
