/** A longer text is seldom there twice, and holds memory. */
const longest = 64;
const most = 2_000;

/**
 * A pure function of texts that remembers what it made of short ones: a column of statuses, units or procedures has few
 * different values in a million rows. A column of all different values costs one look-up more for the first of them.
 */
export function cached(write: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  let lookups = 0;
  let found = 0;
  return (text) => {
    // Codes are all different: looking for them would only cost.
    if (text.length > longest || (lookups > most && found * 2 < lookups)) return write(text);
    lookups++;
    const before = known.get(text);
    if (before !== undefined) {
      found++;
      return before;
    }
    const written = write(text);
    if (known.size < most) known.set(text, written);
    return written;
  };
}
