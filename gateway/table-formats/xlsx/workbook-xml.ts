import { columnLetters, xmlDeclaration } from "./sheet-xml";
import { xmlText } from "./xml-text";

/** A sheet of the workbook; its file is `xl/worksheets/sheetN.xml`, N from 1 in the order of the list. */
export interface Sheet {
  name: string;
  /** Of the table on it, with its header; undefined for the notes. */
  size?: { columns: number; rows: number };
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const packages = "http://schemas.openxmlformats.org/package/2006";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** `_rels/.rels`: where the workbook is. */
export const packageRelations = `${xmlDeclaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

/** `docProps/core.xml`. */
export function coreProperties(title: string, askedAt: string): string {
  return `${xmlDeclaration}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>Hanoi Sector Graph</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${xmlText(askedAt)}</dcterms:created></cp:coreProperties>`;
}

/** `xl/workbook.xml`. The hidden names are what Excel writes for filters. */
export function workbookXml(sheets: readonly Sheet[]): string {
  const elements = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const names = sheets.flatMap(({ name, size }, at) => {
    if (!size || size.columns === 0) return [];
    const range = `'${name.replaceAll("'", "''")}'!$A$1:$${columnLetters(size.columns - 1)}$${size.rows}`;
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${xmlText(range)}</definedName>`;
  });
  const defined = names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : "";
  return `${xmlDeclaration}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${elements.join("")}</sheets>${defined}</workbook>`;
}

/** `xl/_rels/workbook.xml.rels`: where sheets and styles are. */
export function workbookRelations(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${office}/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${count + 1}" Type="${office}/relationships/styles" Target="styles.xml"/>`;
  return `${xmlDeclaration}<Relationships xmlns="${packages}/relationships">${sheets.join("")}${styles}</Relationships>`;
}

/** `[Content_Types].xml`. */
export function contentTypes(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${types}.worksheet+xml"/>`,
  );
  return `${xmlDeclaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${sheets.join("")}</Types>`;
}
