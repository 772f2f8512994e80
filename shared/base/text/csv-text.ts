/** A line of CSV. Cells that could be read otherwise stand in quotes, whichever separator the file has. */
export function csvLine(cells: readonly string[], delimiter = ","): string {
  return `${cells.map(csvCell).join(delimiter)}\r\n`;
}

/** Marks a file as UTF-8; without it a spreadsheet reads Vietnamese as something else. */
export const byteOrderMark = "\ufeff";

/** A cell of such a line, in quotes where it needs them. */
export function csvCell(cell: string): string {
  return /[",;\t\r\n]|^[\s\ufeff]|[\s\ufeff]$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
