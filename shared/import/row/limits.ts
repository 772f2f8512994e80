/** What a file may be at most. Memory does not grow with the file, whatever is in it. */
export const limits = {
  /** Characters of a cell; no spreadsheet has a longer one. */
  cell: 32_767,
  /** Bytes of a row while its line has no end; characters once it has. Line breaks within quotes included. */
  row: 1024 * 1024,
  /** Columns of a header. */
  columns: 200,
  /** Rows of a file, unless its definition says otherwise. */
  rows: 2_000_000,
  /** Causes of problems that are shown; the rest is counted. */
  shownProblems: 1_000,
  /** Lines that are named of one cause. */
  shownLines: 100,
} as const;
