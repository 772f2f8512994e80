import type { Language, TableNotes } from "../../tables/table";
import { hanoiTime } from "../values/hanoi-time";
import { xmlDeclaration } from "./sheet-xml";
import { style } from "./styles";
import { longestText, textElement } from "./xml-text";

export const notesSheetName: Record<Language, string> = { en: "Notes", vi: "Ghi chú" };

const words = {
  en: {
    title: "Title",
    askedAt: "Asked at (Hanoi)",
    role: "Role",
    rows: "Rows",
    source: "Source",
    remark: "Remark",
    variables: "Variables",
    text: "Query",
    cut: (count: number) =>
      count === 1
        ? `1 text is longer than the ${longestText} characters of a cell and was cut; CSV, NDJSON and Parquet hold it whole.`
        : `${count} texts are longer than the ${longestText} characters of a cell and were cut; CSV, NDJSON and Parquet hold them whole.`,
    parts: (name: string, count: number) =>
      `The table ${name} has more rows than a sheet holds and stands on ${count} sheets.`,
  },
  vi: {
    title: "Tên",
    askedAt: "Thời điểm truy vấn (Hà Nội)",
    role: "Vai trò",
    rows: "Số dòng",
    source: "Nguồn",
    remark: "Lưu ý",
    variables: "Biến",
    text: "Câu truy vấn",
    cut: (count: number) =>
      `${count} ô dài hơn ${longestText} ký tự nên bị cắt; CSV, NDJSON và Parquet giữ đầy đủ.`,
    parts: (name: string, count: number) =>
      `Bảng ${name} nhiều dòng hơn một trang tính chứa được nên nằm trên ${count} trang.`,
  },
} as const;

/** What the writing of the sheets itself adds to the notes. */
export interface Written {
  title: string;
  /** How many texts were cut. */
  cut: number;
  /** On how many sheets each table stands, by its name. */
  sheets: ReadonlyMap<string, number>;
}

/** The sheet of notes: what it is about, when and how it was asked, sources and remarks. One pair in a row. */
export function notesSheet(notes: TableNotes, written: Written, language: Language): string {
  const word = words[language];
  const several = [...written.sheets].filter(([, count]) => count > 1);
  const remarks = [
    ...notes.remarks,
    ...several.map(([name, count]) => word.parts(name, count)),
    ...(written.cut > 0 ? [word.cut(written.cut)] : []),
  ];
  const pairs: (readonly [string, string | number])[] = [
    [word.title, written.title],
    [word.askedAt, hanoiTime(notes.askedAt)],
    [word.role, notes.role],
    ...Object.entries(notes.rows).map(([name, rows]) => [`${word.rows}: ${name}`, rows] as const),
    ...remarks.map((remark) => [word.remark, remark] as const),
    ...notes.sources.map((source) => [word.source, source] as const),
    ...(notes.variables
      ? pieces(JSON.stringify(notes.variables)).map((text) => [word.variables, text] as const)
      : []),
    ...pieces(notes.text).map((text) => [word.text, text] as const),
  ];
  const rows = pairs.map(
    ([name, value], at) =>
      `<row r="${at + 1}">${cell(`A${at + 1}`, style.header, name)}${cell(`B${at + 1}`, style.wrapped, value)}</row>`,
  );
  return `${xmlDeclaration}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="28" customWidth="1"/><col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

function cell(reference: string, format: number, value: string | number): string {
  if (typeof value === "number") return `<c r="${reference}" s="${style.integer}"><v>${value}</v></c>`;
  return `<c r="${reference}" s="${format}" t="inlineStr"><is>${textElement(value.slice(0, longestText))}</is></c>`;
}

/** A long text in as many cells as it needs. */
function pieces(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / longestText));
  return Array.from({ length: count }, (_, at) => text.slice(at * longestText, (at + 1) * longestText));
}
