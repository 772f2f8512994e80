/** What stands for all names beyond those that are told apart. */
export const other = "other";

/**
 * The names that a label may have: the first so many that come. What a client writes would otherwise make a series of
 * each of its requests, in this process and in Prometheus.
 */
export function createLabelSet(most: number): (name: string | undefined) => string {
  const known = new Set<string>();
  return (name) => {
    if (name === undefined || name === "") return other;
    if (known.has(name)) return name;
    if (known.size >= most) return other;
    known.add(name);
    return name;
  };
}
