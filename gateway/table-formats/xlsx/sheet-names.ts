const longest = 31;

/**
 * Names of sheets as a spreadsheet allows them: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end,
 * not `History`, and no two the same in any case.
 */
export function sheetNames(): (wanted: string) => string {
  const taken = new Set(["history"]);
  return (wanted) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no name may have.
    const allowed = wanted.replace(/[[\]:*?/\\\u0000-\u001f]/g, " ").trim();
    const trimmed =
      cut(allowed, longest)
        .replace(/^'+|'+$/g, "")
        .trim() || "Sheet";
    let name = trimmed;
    for (let count = 2; taken.has(name.toLowerCase()); count++) {
      const ending = ` (${count})`;
      name = `${cut(trimmed, longest - ending.length).trim()}${ending}`;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}

/** Without half of a surrogate pair at the end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
