import type { FileRow } from "../row/file-row";
import { type NumberFormat, numberFormatOf } from "./number-formats";
import { readSharedStrings } from "./shared-strings";
import { readSheetRows } from "./sheet-rows";
import { parseXml } from "./xml-events";
import { openParts, type Parts } from "./zip-file";

/** A workbook whose sheets can be read, each as often as needed. */
export interface Workbook {
  sheets: readonly Sheet[];
  /** Whether numbers that are no days by their format count from 1904, should they be meant as days. */
  isFrom1904: boolean;
  close(): void;
}

export interface Sheet {
  name: string;
  isHidden: boolean;
  rows(): AsyncGenerator<FileRow[], void, undefined>;
}

/** What a file is that is an archive, but no workbook of this kind: as a message says it. */
export class NoWorkbook extends Error {
  override name = "NoWorkbook";
}

/**
 * Opens an Excel workbook (ECMA-376, transitional or strict) and reads what its sheets need: their names, formats and texts.
 * @throws NoWorkbook for another kind of document; any other error for one that is damaged.
 */
export async function openWorkbook(file: string): Promise<Workbook> {
  const parts = await openParts(file);
  try {
    refuseOthers(parts.names);
    const relations = await readRelations(parts, "_rels/.rels", "");
    const main = relations.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
    const folder = main.slice(0, main.lastIndexOf("/") + 1);
    const related = await readRelations(parts, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
    const { sheets, isFrom1904 } = await readWorkbook(parts, main);
    const targetOf = (kind: string) => related.find(({ type }) => type === kind)?.target;
    const styles = targetOf("styles");
    const strings = targetOf("sharedStrings");
    const formats = styles === undefined ? [] : await readFormats(parts, styles);
    const texts = strings === undefined ? [] : await readSharedStrings(parts.read(strings));
    const worksheets = new Map(
      related.flatMap(({ id, type, target }) => (type === "worksheet" ? [[id, target] as const] : [])),
    );
    return {
      sheets: sheets.flatMap(({ name, id, isHidden }) => {
        const target = worksheets.get(id);
        if (target === undefined) return [];
        return {
          name,
          isHidden,
          rows: () => readSheetRows(parts.read(target), { formats, texts, isFrom1904 }),
        };
      }),
      isFrom1904,
      close: parts.close,
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

function refuseOthers(names: ReadonlySet<string>): void {
  if (names.has("xl/workbook.bin")) throw new NoWorkbook("a binary workbook (.xlsb)");
  if (names.has("content.xml")) throw new NoWorkbook("an OpenDocument file (.ods)");
  if (names.has("word/document.xml")) throw new NoWorkbook("a text document (.docx)");
  if (!names.has("[Content_Types].xml")) throw new NoWorkbook("an archive");
}

interface Relation {
  id: string;
  /** The last part of its type: `worksheet`, `sharedStrings`. */
  type: string;
  target: string;
}

async function readRelations(parts: Parts, name: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await parseXml(parts.read(name), {
    open: (element, { Id = "", Type = "", Target = "" }) => {
      if (element !== "Relationship") return;
      const target = Target.startsWith("/") ? Target.slice(1) : resolvePath(folder + Target);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), target });
    },
  });
  return relations;
}

function resolvePath(path: string): string {
  return new URL(path, "zip://x/").pathname.slice(1);
}

async function readWorkbook(parts: Parts, name: string) {
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let isFrom1904 = false;
  await parseXml(parts.read(name), {
    open: (element, attributes) => {
      if (element === "workbookPr") isFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (element !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      const isHidden = (attributes.state ?? "visible") !== "visible";
      sheets.push({ name: attributes.name ?? "", id, isHidden });
    },
  });
  return { sheets, isFrom1904 };
}

async function readFormats(parts: Parts, name: string): Promise<NumberFormat[]> {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let isCells = false;
  await parseXml(parts.read(name), {
    open: (element, attributes) => {
      const { numFmtId = "0" } = attributes;
      if (element === "numFmt") codes.set(numFmtId, attributes.formatCode ?? "");
      else if (element === "cellXfs") isCells = true;
      else if (element === "xf" && isCells)
        formats.push(numberFormatOf(Number(numFmtId), codes.get(numFmtId)));
    },
    close: (element) => {
      if (element === "cellXfs") isCells = false;
      return undefined;
    },
  });
  return formats;
}
