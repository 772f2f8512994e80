/** A query of lists of 200 within one another, `depth` of them: 200 to the power of `depth` objects in few bytes. */
export function nestedLists(list: string, parent: string, depth: number): string {
  const page = (inner: string) => `${list}(first: 200) { nodes { ${inner} } }`;
  const within = (left: number): string => (left === 0 ? "code" : `${parent} { ${page(within(left - 1))} }`);
  return `{ ${page(within(depth - 1))} }`;
}
