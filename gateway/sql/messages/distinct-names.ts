/** Names of which SQL can tell each from all others, whatever their capital letters: the second `code` is `code_2`. */
export function distinctNames(names: readonly string[]): string[] {
  const known = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let number = 2; known.has(distinct.toLowerCase()); number++) distinct = `${name}_${number}`;
    known.add(distinct.toLowerCase());
    return distinct;
  });
}
