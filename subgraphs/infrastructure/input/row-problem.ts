/** A problem of a row of an import where something is wrong, or none. */
export function problemIf<Column extends string>(wrong: boolean, column: Column, expected: string) {
  return wrong ? [{ column, expected }] : [];
}
