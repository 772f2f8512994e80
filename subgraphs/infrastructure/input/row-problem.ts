/** The problem of a row of an import, when there is one. */
export function problemIf<Column extends string>(isInvalid: boolean, column: Column, expected: string) {
  return isInvalid ? [{ column, expected }] : [];
}
