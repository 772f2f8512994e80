import type { FileRow } from "../row/file-row";

/** Rows that are read once: some of the first to find the header, then all that follow a line. */
export class RowQueue {
  private readonly first: FileRow[] = [];
  private isAtEnd = false;

  constructor(private readonly rows: AsyncGenerator<FileRow[], void, undefined>) {}

  /** The first rows, at least `count` where there are so many. */
  async head(count: number): Promise<readonly FileRow[]> {
    while (!this.isAtEnd && this.first.length < count) {
      const { value, done } = await this.rows.next();
      if (done) this.isAtEnd = true;
      else this.first.push(...value);
    }
    return this.first;
  }

  /** The rows after a line, in batches. */
  async *after(line: number): AsyncGenerator<FileRow[], void, undefined> {
    yield this.first.filter((row) => row.line > line);
    if (!this.isAtEnd) yield* this.rows;
  }

  /** Ends the reading, also in the middle. */
  async close(): Promise<void> {
    await this.rows.return();
  }
}
