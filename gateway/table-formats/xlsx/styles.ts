import type { Locale } from "../writing/table-format";

/** Most digits after the point of a decimal that is a number: Excel keeps fifteen digits in all. */
export const mostDecimals = 15;

/** Styles of cells, by their place in `cellXfs`; `decimal + n` shows n digits after the point. */
export const style = {
  plain: 0,
  header: 1,
  text: 2,
  integer: 3,
  year: 4,
  day: 5,
  second: 6,
  millisecond: 7,
  wrapped: 8,
  decimal: 9,
} as const;

/**
 * `xl/styles.xml`. Which separators numbers have is the reader's own setting in Excel; with `vi` LibreOffice shows
 * Vietnam's, and days and times are written as in Viet Nam.
 */
export function stylesXml(locale: Locale): string {
  const language = locale === "vi" ? "[$-42A]" : "";
  const day = locale === "vi" ? `${language}dd/mm/yyyy` : "yyyy-mm-dd";
  const formats = [
    `${language}#,##0`,
    day,
    `${day} hh:mm:ss`,
    `${day} hh:mm:ss.000`,
    ...Array.from({ length: mostDecimals }, (_, at) => `${language}#,##0.${"0".repeat(at + 1)}`),
  ];
  const numFmts = formats.map((code, at) => `<numFmt numFmtId="${first + at}" formatCode="${code}"/>`);
  const [integer, days, seconds, milliseconds] = [first, first + 1, first + 2, first + 3];
  const decimals = Array.from({ length: mostDecimals }, (_, at) => format(first + 4 + at));
  const xfs = [
    format(0),
    `<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`,
    format(49),
    format(integer),
    format(1),
    format(days),
    format(seconds),
    format(milliseconds),
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`,
    format(integer),
    ...decimals,
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${numFmts.length}">${numFmts.join("")}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** The first number that formats of one's own may have. */
const first = 164;

function format(numFmtId: number): string {
  const applied = numFmtId === 0 ? "" : ' applyNumberFormat="1"';
  return `<xf numFmtId="${numFmtId}" fontId="0" fillId="0" borderId="0" xfId="0"${applied}/>`;
}
