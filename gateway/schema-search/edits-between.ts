/**
 * How many letters are changed, added, left out or exchanged with their neighbour between two words; any number above
 * `most` where it is more. Not fastest-levenshtein, to which "nheim" is two letters from "nhiem": exchanged ones are what
 * is mistyped most. Optimal string alignment, see https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
 */
export function editsBetween(one: string, other: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isExchanged =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isExchanged ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return least;
    [beforeLast, last] = [last, current];
  }
  return last[other.length] ?? Number.POSITIVE_INFINITY;
}
