import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

/** A cell as the file says it: its type, its style's number format, and its value. */
export interface SheetCell {
  type: "number" | "boolean" | "text";
  format: string;
  value: string;
}

export interface ReadSheet {
  name: string;
  /** By row and column, from 0. */
  rows: (SheetCell | undefined)[][];
  /** The sheet's XML as it stands. */
  xml: string;
}

/** Reads a workbook of inline strings, by another library for the archive and a strict parser for its XML. */
export function readXlsx(bytes: Uint8Array): { sheets: ReadSheet[]; files: Record<string, string> } {
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, file]) => [path, strFromU8(file)]),
  );
  const targets = new Map<string, string>();
  parse(files["xl/_rels/workbook.xml.rels"], (name, attributes) => {
    if (name === "Relationship") targets.set(attributes.Id ?? "", attributes.Target ?? "");
  });
  const formats = formatsOf(files["xl/styles.xml"]);
  const sheets: ReadSheet[] = [];
  parse(files["xl/workbook.xml"], (name, attributes) => {
    if (name !== "sheet") return;
    const xml = files[`xl/${targets.get(attributes["r:id"] ?? "")}`] ?? "";
    sheets.push({ name: attributes.name ?? "", rows: rowsOf(xml, formats), xml });
  });
  return { sheets, files };
}

function formatsOf(xml: string | undefined): string[] {
  const codes = new Map([
    ["0", "General"],
    ["49", "@"],
  ]);
  const formats: string[] = [];
  let isCell = false;
  parse(xml, (name, attributes) => {
    if (name === "numFmt") codes.set(attributes.numFmtId ?? "", attributes.formatCode ?? "");
    if (name === "cellXfs") isCell = true;
    else if (name === "cellStyles") isCell = false;
    else if (name === "xf" && isCell)
      formats.push(codes.get(attributes.numFmtId ?? "") ?? attributes.numFmtId ?? "");
  });
  return formats;
}

function rowsOf(xml: string, formats: readonly string[]): (SheetCell | undefined)[][] {
  const rows: (SheetCell | undefined)[][] = [];
  let cell: SheetCell | undefined;
  let isValue = false;
  parse(
    xml,
    (name, { r = "", t, s = "0" }) => {
      if (name === "row") rows[Number(r) - 1] = [];
      if (name === "c") {
        const [, letters = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(r) ?? [];
        const column =
          [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
        const type = t === "b" ? "boolean" : t === "inlineStr" ? "text" : "number";
        cell = { type, format: formats[Number(s)] ?? "", value: "" };
        const cells = rows[Number(row) - 1];
        if (cells) cells[column] = cell;
      }
      isValue = name === "v" || name === "t";
    },
    (text) => {
      if (cell && isValue) cell.value += text;
    },
    () => {
      isValue = false;
    },
  );
  for (const one of rows.flat()) if (one?.type === "text") one.value = unescaped(one.value);
  return rows;
}

/** `_x000D_` is one character, ECMA-376 part 1, 22.9.2.19. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

function parse(
  xml: string | undefined,
  onOpen: (name: string, attributes: Record<string, string>) => void,
  onText: (text: string) => void = () => undefined,
  onClose: () => void = () => undefined,
): void {
  if (xml === undefined) throw new Error("Expected a file of the workbook, got none.");
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => onOpen(name, attributes));
  parser.on("text", onText);
  parser.on("closetag", onClose);
  parser.write(xml).close();
}
