const invisible = /[\u200b\u2060\ufeff\u00ad]/g;
const blanks = /[\u00a0\u2007\u202f]/g;

/**
 * A cell without what nobody sees: no-break spaces are blanks, characters without width are gone, letters and their accents
 * are one (NFC), and blanks around it do not count.
 */
export function cleanCell(cell: string): string {
  if (isPlain(cell)) return cell;
  return cell
    .replace(blanks, " ")
    .replace(invisible, "")
    .normalize("NFC")
    .replace(/^ +| +$/g, "");
}

/** Most cells are plain, and a file has millions of them. */
function isPlain(text: string): boolean {
  const last = text.length - 1;
  if (text.charCodeAt(0) === 32 || text.charCodeAt(last) === 32) return false;
  for (let at = 0; at <= last; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
