import { isUtf8 } from "node:buffer";
import type { Fault, FileRow } from "../row/file-row";
import { limits } from "../row/limits";
import { CsvScanner, delimiterLine, sniffDelimiter } from "./csv-scanner";

const newline = 0x0a;
/** Of the begin of a file, what its separator is found by. */
const sniffedBytes = 64 * 1024;
const byteOrderMark = Buffer.from("\ufeff");

/**
 * Makes rows of the bytes of a file, piece by piece. No more than one row is ever in memory: a line without an end
 * is refused when it passes the limit, and the rest is not read.
 */
export class RecordReader {
  /** Nothing after a fault of this kind can be trusted; what follows is not read. */
  stopped = false;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private line = 0;
  private scanner: CsvScanner | undefined;
  private delimiter: string | undefined;

  constructor(private readonly report: (fault: Fault) => void) {}

  /** Takes the next bytes and gives the rows that end within them. */
  push(chunk: Buffer): FileRow[] {
    const end = chunk.lastIndexOf(newline) + 1;
    if (this.stopped) return [];
    if (end === 0) {
      this.buffer(chunk);
      if (this.pendingBytes > limits.row) this.stopAtLimit(this.line + 1);
      return [];
    }
    // By all that has come, its last line included, which may be the only one of data.
    if (this.delimiter === undefined) this.sniff(Buffer.concat([...this.pending, chunk]));
    const block = Buffer.concat([...this.pending, chunk.subarray(0, end)]);
    this.pending = [];
    this.pendingBytes = 0;
    this.buffer(chunk.subarray(end));
    return this.readBlock(block);
  }

  /** The last row, when the file does not end with a line break. */
  end(): FileRow[] {
    if (this.stopped) return [];
    const rest = Buffer.concat(this.pending);
    if (this.delimiter === undefined) this.sniff(rest);
    const records = this.readBlock(rest);
    const quote = this.scanner?.openQuote;
    if (!this.stopped && quote) {
      const expected = "a closing quote; the one that opens here is never closed";
      this.stop({ line: quote.line, column: quote.column, expected });
    }
    return records;
  }

  private sniff(head: Buffer): void {
    const start = head.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
    this.delimiter = sniffDelimiter(head.toString("utf8", start, sniffedBytes));
  }

  private buffer(bytes: Buffer): void {
    if (bytes.length === 0) return;
    // A copy: the rest of a chunk must not retain the whole of it.
    this.pending.push(Buffer.from(bytes));
    this.pendingBytes += bytes.length;
  }

  private readBlock(block: Buffer): FileRow[] {
    const hasByteOrderMark = this.line === 0 && block.subarray(0, 3).equals(byteOrderMark);
    const valid = isUtf8(block);
    const records: FileRow[] = [];
    for (let from = hasByteOrderMark ? 3 : 0; from < block.length; ) {
      const found = block.indexOf(newline, from);
      const end = found < 0 ? block.length : found;
      // A block is looked at once; only in one that is not valid is each line checked.
      const damaged = !valid && !isUtf8(block.subarray(from, end));
      const record = this.readLine(block.toString("utf8", from, end), damaged);
      if (this.stopped) return records;
      if (record) records.push(record);
      from = end + 1;
    }
    return records;
  }

  private readLine(text: string, damaged: boolean): FileRow | undefined {
    this.line += 1;
    const quote = this.scanner?.openQuote;
    if (text.length + (quote?.length ?? 0) > limits.row) {
      this.stopAtLimit(this.line);
      return undefined;
    }
    if (!quote && text.trim() === "") return undefined;
    if (this.line === 1 && delimiterLine(text)) return undefined;
    if (damaged) {
      this.reportDamage(text);
      return undefined;
    }
    this.scanner ??= new CsvScanner(this.delimiter ?? ",");
    return this.scanner.add(text, this.line);
  }

  /** One line that is no UTF-8 tells that none is; with each of them told, nobody would find what to do. */
  private reportDamage(text: string): void {
    const at = text.indexOf("\ufffd");
    const got = text.slice(Math.max(0, at - 20), at + 20);
    const hint =
      "the file has another encoding, such as Windows-1258: save it as CSV UTF-8, or as Excel Workbook (.xlsx)";
    this.stop({ line: this.line, expected: "UTF-8", got, hint });
  }

  private stopAtLimit(line: number): void {
    const quote = this.scanner?.openQuote;
    const within = `within ${limits.row} bytes`;
    if (quote) {
      const expected = `a closing quote ${within}; the one that opens here is not closed`;
      this.stop({ line: quote.line, column: quote.column, expected });
    } else {
      this.stop({ line, expected: `the line's end ${within}` });
    }
  }

  private stop(fault: Fault): void {
    this.stopped = true;
    this.pending = [];
    const notRead = "the rest of the file was not read";
    this.report({ ...fault, hint: fault.hint ? `${fault.hint}; ${notRead}` : notRead });
  }
}

/** The rows of a file in batches, header first. Faults go to `report`. */
export async function* readRecords(
  chunks: AsyncIterable<Buffer>,
  report: (fault: Fault) => void,
): AsyncGenerator<FileRow[], void, undefined> {
  const reader = new RecordReader(report);
  for await (const chunk of chunks) {
    yield reader.push(chunk);
    if (reader.stopped) return;
  }
  yield reader.end();
}
