import { strToU8, zipSync } from "fflate";
import type { Column } from "./columns/column";
import type { ImportDefinition } from "./definition/import-definition";
import { columnLetters } from "./report/positions";
import type { Language, Translate } from "./report/translate";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows of the sheet that have lists to choose from. */
const lastRow = 1001;

const words = {
  vi: {
    table: "Dữ liệu",
    lists: "Danh mục",
    notes: "Hướng dẫn",
    heads: ["Cột", "Bắt buộc", "Nội dung", "Ví dụ"],
    yes: "có",
  },
  en: {
    table: "Data",
    lists: "Lists",
    notes: "How to",
    heads: ["Column", "Required", "What it holds", "Example"],
    yes: "yes",
  },
};

/**
 * The template of an import as a workbook: a sheet with the header alone, whose columns of few values have lists to choose
 * from; a hidden sheet with these lists; and one that says what each column holds. All cells are texts by their format, so
 * that codes keep their zeros and days stay as they are typed.
 */
export function writeWorkbookTemplate(
  definition: ImportDefinition,
  language: Language,
  translate: Translate,
): Uint8Array {
  const columns = Object.values(definition.columns);
  const word = words[language];
  const names = [word.table, word.notes, word.lists];
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${types}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}"${at === 2 ? ' state="hidden"' : ""} r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...names.map((_, at): [string, string] => ["worksheet", `worksheets/sheet${at + 1}.xml`]),
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": stylesXml,
    "xl/worksheets/sheet1.xml": dataSheet(columns, language, word.lists),
    "xl/worksheets/sheet2.xml": sheet([
      word.heads,
      ...columns.map((column) => [
        column.header[language],
        column.required ? word.yes : "",
        language === "vi"
          ? translate(column.expected)
          : `${column.explanation} Expected: ${column.expected}.`,
        column.example,
      ]),
    ]),
    "xl/worksheets/sheet3.xml": sheet(listRows(columns, language)),
  };
  const bytes = Object.entries(parts).map(([name, xml]) => [name, strToU8(declaration + xml)] as const);
  return zipSync(Object.fromEntries(bytes), { level: 6, mtime: new Date(Date.UTC(2025, 0, 1)) });
}

function dataSheet(columns: readonly Column[], language: Language, lists: string): string {
  const validations = columns.flatMap(({ choices }, at) => {
    if (!choices) return [];
    const letters = columnLetters(at);
    const range = `'${lists}'!$${letters}$2:$${letters}$${choices.length + 1}`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letters}2:${letters}${lastRow}"><formula1>${xmlText(range)}</formula1></dataValidation>`;
  });
  const validated =
    validations.length > 0
      ? `<dataValidations count="${validations.length}">${validations.join("")}</dataValidations>`
      : "";
  const cols = `<cols><col min="1" max="${columns.length}" width="22" style="1" customWidth="1"/></cols>`;
  const pane =
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const header = rowXml(
    1,
    columns.map(({ header: both }) => both[language]),
    2,
  );
  return `<worksheet xmlns="${main}">${pane}${cols}<sheetData>${header}</sheetData>${validated}</worksheet>`;
}

/** Below each column's header its choices; of a column that has none nothing. */
function listRows(columns: readonly Column[], language: Language): string[][] {
  const longest = Math.max(0, ...columns.map(({ choices }) => choices?.length ?? 0));
  return [
    columns.map(({ header }) => header[language]),
    ...Array.from({ length: longest }, (_, at) =>
      columns.map(({ choices }) => choices?.[at]?.[language] ?? ""),
    ),
  ];
}

function sheet(rows: readonly (readonly string[])[]): string {
  const cols =
    '<cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="4" width="40" customWidth="1"/></cols>';
  const body = rows.map((cells, at) => rowXml(at + 1, cells, at === 0 ? 2 : 1)).join("");
  return `<worksheet xmlns="${main}">${cols}<sheetData>${body}</sheetData></worksheet>`;
}

function rowXml(number: number, cells: readonly string[], style: number): string {
  const written = cells.map((text, at) =>
    text === ""
      ? ""
      : `<c r="${columnLetters(at)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
  );
  return `<row r="${number}">${written.join("")}</row>`;
}

/** 0 plain, 1 text, 2 text in bold. */
const stylesXml = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function relationships(targets: readonly [type: string, target: string][]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${all.join("")}</Relationships>`;
}

function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
