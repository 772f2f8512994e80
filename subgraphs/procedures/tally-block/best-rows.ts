/**
 * The first `most` of some rows in the order of their columns, the least values first, and of equal ones those that
 * stand first. Of a hundred thousand rows a thousand are wanted: where a column's values cut them off is found by sorting
 * numbers alone, and only the thousand are compared with each other.
 */
export function bestRows(columns: readonly Float64Array[], count: number, most: number): number[] {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  const compare = (left: number, right: number): number => {
    for (const column of columns) {
      const [one, other] = [column[left] ?? 0, column[right] ?? 0];
      if (one !== other) return one < other ? -1 : 1;
    }
    return left - right;
  };
  return [...narrow(rows, columns, most)].sort(compare);
}

/** The same rows, not in order yet. */
function narrow(rows: Uint32Array, columns: readonly Float64Array[], most: number): Uint32Array {
  const [column, ...others] = columns;
  if (rows.length <= most || most === 0 || column === undefined) return rows.subarray(0, most);
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) values[at] = column[rows[at] ?? 0] ?? 0;
  const last = values.slice().sort()[most - 1] ?? 0;
  const before = rows.filter((_, at) => (values[at] ?? 0) < last);
  const equal = rows.filter((_, at) => values[at] === last);
  return Uint32Array.of(...before, ...narrow(equal, others, most - before.length));
}
