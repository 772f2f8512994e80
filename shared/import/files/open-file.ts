import { readRecords } from "../csv/record-reader";
import type { Fault, FileRow } from "../row/file-row";
import { NoWorkbook, openWorkbook, type Workbook } from "../xlsx/open-workbook";
import { textEncodingOf, toUtf8 } from "./decode-text";
import { fileKindOf, kindHints } from "./file-kind";
import type { FileSource } from "./file-source";
import { readHead } from "./read-head";
import { RowQueue } from "./row-queue";
import { spool } from "./spool";

/** A file whose rows can be read, whatever kind of file it is. */
export interface OpenFile {
  /** One of a text file; of a workbook its sheets, without those that are hidden. */
  tables: readonly FileTable[];
  isWorkbook: boolean;
  /** Of a workbook whose days count from 1904: numbers that are no days by their format do, too. */
  isFrom1904: boolean;
  /** The faults since the last call. */
  takeFaults(): Fault[];
  /** Ends the reading, also in the middle. */
  close(): Promise<void>;
}

export interface FileTable {
  /** Name of the sheet; of a text file none. */
  sheet: string | undefined;
  rows: RowQueue;
}

/** Of a file, what its kind is told by; of an old workbook, whether it is locked. A slow pipe is not waited for longer. */
const headBytes = 1024;
const oldWorkbookBytes = 64 * 1024;

/** Opens a file by what its bytes say it is; gives the fault of one that has no table, and what to do about it. */
export async function openFile(source: FileSource): Promise<OpenFile | Fault> {
  const { head, all } = await readHead(source.chunks(), headBytes);
  let kind = fileKindOf(head);
  if (kind === "old workbook") kind = fileKindOf((await readHead(all, oldWorkbookBytes)).head);
  if (kind === "workbook") return openSheets(all);
  if (kind === "text") return openText(toUtf8(all, textEncodingOf(head)));
  await all.return();
  return refuse(kindHints[kind].got, kindHints[kind].hint);
}

function openText(chunks: AsyncGenerator<Buffer, void, undefined>): OpenFile {
  let faults: Fault[] = [];
  const rows = new RowQueue(readRecords(chunks, (fault) => faults.push(fault)));
  return {
    tables: [{ sheet: undefined, rows }],
    isWorkbook: false,
    isFrom1904: false,
    takeFaults: () => {
      const taken = faults;
      faults = [];
      return taken;
    },
    close: () => rows.close(),
  };
}

async function openSheets(chunks: AsyncGenerator<Buffer, void, undefined>): Promise<OpenFile | Fault> {
  const spooled = await spool(chunks);
  if (!spooled) return refuse("a workbook of more than 256 MB", "save it as CSV UTF-8");
  let workbook: Workbook;
  try {
    workbook = await openWorkbook(spooled.path);
  } catch (error) {
    await spooled.remove();
    if (error instanceof NoWorkbook) {
      return refuse(error.message, "open it in a spreadsheet and save it as Excel Workbook (.xlsx)");
    }
    return damaged;
  }
  let faults: Fault[] = [];
  const report = (fault: Fault) => faults.push(fault);
  const tables = workbook.sheets
    .filter(({ isHidden }) => !isHidden)
    .map(({ name, rows }) => ({ sheet: name, rows: new RowQueue(readWhole(rows(), report)) }));
  return {
    tables,
    isWorkbook: true,
    isFrom1904: workbook.isFrom1904,
    takeFaults: () => {
      const taken = faults;
      faults = [];
      return taken;
    },
    close: async () => {
      for (const { rows } of tables) await rows.close();
      workbook.close();
      await spooled.remove();
    },
  };
}

const damaged = refuse(
  "a workbook that cannot be read",
  "it is damaged or not whole: open it in a spreadsheet and save it anew",
);

/** The rows of a sheet, and the fault of one that is damaged, which may show only in the middle of it. */
async function* readWhole(
  rows: AsyncGenerator<FileRow[], void, undefined>,
  report: (fault: Fault) => void,
): AsyncGenerator<FileRow[], void, undefined> {
  let line = 1;
  try {
    for await (const batch of rows) {
      yield batch;
      line = batch.at(-1)?.line ?? line;
    }
  } catch {
    // Whatever the archive or its XML does not keep to, there is one thing to do about it.
    report({ ...damaged, line });
  }
}

function refuse(got: string, hint: string): Fault {
  return { line: 1, expected: "a workbook (.xlsx) or a text file (CSV)", hint: `it is ${got}: ${hint}` };
}
