import type { CsvRecord, Fault } from "./csv-scanner";
import { readRecords } from "./record-reader";

/** A file that is being read: its header first, which decides what the rest is, then its rows in batches. */
export class OpenFile {
  private faults: Fault[] = [];
  private rest: CsvRecord[] = [];
  private readonly records: AsyncGenerator<CsvRecord[], void, undefined>;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.records = readRecords(chunks, (fault) => this.faults.push(fault));
  }

  /** The first row; undefined when there is none that can be read, with a fault that says so. */
  async readHeader(): Promise<CsvRecord | undefined> {
    for (;;) {
      const { value, done } = await this.records.next();
      const [header, ...rest] = value ?? [];
      this.rest = rest;
      if (header) return header.damaged ? undefined : header;
      if (!done) continue;
      if (this.faults.length === 0) this.faults.push({ line: 1, expected: "a header, got an empty file" });
      return undefined;
    }
  }

  async *batches(): AsyncGenerator<CsvRecord[], void, undefined> {
    yield this.rest;
    yield* this.records;
  }

  /** The faults since the last call. */
  takeFaults(): Fault[] {
    const faults = this.faults;
    this.faults = [];
    return faults;
  }

  /** Ends the reading, also in the middle. */
  async close(): Promise<void> {
    await this.records.return();
  }
}
