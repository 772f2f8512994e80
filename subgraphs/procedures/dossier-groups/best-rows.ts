import { allRows } from "./row-lists";

/**
 * The first `most` of some rows in the order of their columns, the least values first, and of equal ones those that
 * stand first. Of a hundred thousand rows a thousand are wanted: where a column's values cut them off is found among the
 * bare values, and only the thousand are compared with each other.
 */
export function bestRows(columns: readonly Float64Array[], count: number, most: number): number[] {
  const compare = (left: number, right: number): number => {
    for (const column of columns) {
      const [one, other] = [column[left] ?? 0, column[right] ?? 0];
      if (one !== other) return one < other ? -1 : 1;
    }
    return left - right;
  };
  return [...narrow(allRows(count), columns, most)].sort(compare);
}

/** The same rows, not in order yet. */
function narrow(rows: Uint32Array, columns: readonly Float64Array[], most: number): Uint32Array {
  const [column, ...others] = columns;
  if (rows.length <= most || most === 0 || column === undefined) return rows.subarray(0, most);
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) values[at] = column[rows[at] ?? 0] ?? 0;
  const last = nthLeast(values.slice(), most - 1);
  const narrowed = new Uint32Array(most);
  const equal = new Uint32Array(rows.length);
  let [before, equals] = [0, 0];
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[at] ?? 0;
    if (value < last) narrowed[before++] = rows[at] ?? 0;
    else if (value === last) equal[equals++] = rows[at] ?? 0;
  }
  narrowed.set(narrow(equal.subarray(0, equals), others, most - before), before);
  return narrowed;
}

/** The value that would stand at a place if all were in order. Moves them about: Hoare's selection. */
function nthLeast(values: Float64Array, place: number): number {
  let [first, last] = [0, values.length - 1];
  while (first < last) {
    const middle = values[(first + last) >>> 1] ?? 0;
    let [left, right] = [first, last];
    while (left <= right) {
      while ((values[left] ?? 0) < middle) left += 1;
      while ((values[right] ?? 0) > middle) right -= 1;
      if (left > right) break;
      const moved = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = moved;
      left += 1;
      right -= 1;
    }
    if (place <= right) last = right;
    else if (place >= left) first = left;
    else break;
  }
  return values[place] ?? 0;
}
