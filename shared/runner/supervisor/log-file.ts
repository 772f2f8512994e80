import {
  closeSync,
  createWriteStream,
  openSync,
  readSync,
  renameSync,
  statSync,
  type WriteStream,
} from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { logFileBytes, rotateLog } from "../embedded-postgres/rotate-log";
import { readConsoleLine } from "./console-line";

/**
 * The log of one child, across its restarts; what is urgent is passed on line by line. A file that has grown past
 * `limitBytes` is set aside as `<file>.1` while the child goes on, so that there are never more than two of that size.
 * Where it cannot be written (a full disk), that is said once, and what comes is tried to be written again each
 * `retryMs`: when it can be, it is said how many lines were lost.
 */
export class LogFile {
  /** The last urgent line since the child was started, which often says why it ended. */
  lastUrgent: string | undefined;
  private stream: WriteStream;
  private written: number;
  private isBroken = false;
  private lost = 0;
  private triedAt = 0;

  constructor(
    private readonly file: string,
    private readonly onUrgent: (line: string) => void,
    private readonly limitBytes = logFileBytes,
    private readonly retryMs = 10_000,
  ) {
    rotateLog(file);
    this.written = sizeOf(file);
    this.stream = this.open();
  }

  private open(): WriteStream {
    // Opened at once, so that the first lines of a new file already count to its size.
    const stream = createWriteStream(this.file, { flags: "a", fd: openedAtOnce(this.file) });
    stream.on("error", (error) => {
      // A full disk must not bring down what still works; it is said once.
      if (!this.isBroken) this.onUrgent(`the log cannot be written: ${error.message}`);
      this.isBroken = true;
      this.triedAt = performance.now();
    });
    return stream;
  }

  private openAgain(): void {
    if (!this.isBroken || this.stream.writable || performance.now() - this.triedAt < this.retryMs) return;
    this.triedAt = performance.now();
    this.written = sizeOf(this.file);
    this.stream = this.open();
    // Of the last line before, a part may have been written.
    if (!endsWithLine(this.file, this.written)) this.stream.write("\n");
  }

  /** Follows a child's output to its end: JSON lines on stdout, free text on stderr. */
  follow(stdout: Readable, stderr: Readable): void {
    this.lastUrgent = undefined;
    createInterface(stdout).on("line", (line) => this.write(line, readConsoleLine(line)));
    // Of a stack trace, the console gets the line that says what happened; the rest is indented.
    createInterface(stderr).on("line", (line) => this.write(line, /^\S/.test(line) ? line : undefined));
  }

  /** Resolves when everything is written. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.stream.errored || this.stream.closed) resolve();
      else this.stream.once("error", () => resolve()).end(() => resolve());
    });
  }

  /** What is still on its way to the old file goes there under its new name. */
  private rotate(): void {
    if (this.isBroken || this.stream.pending) return;
    this.written = 0;
    this.stream.end();
    renameSync(this.file, `${this.file}.1`);
    this.stream = this.open();
  }

  private noteWritten(error: Error | null | undefined): void {
    if (error) this.lost += 1;
    else if (this.isBroken) {
      this.isBroken = false;
      this.onUrgent(`the log is written again; lines lost meanwhile: ${this.lost}`);
      this.lost = 0;
    }
  }

  private write(line: string, urgent: string | undefined): void {
    this.openAgain();
    if (this.stream.writable) this.stream.write(`${line}\n`, (error) => this.noteWritten(error));
    else this.lost += 1;
    this.written += Buffer.byteLength(line) + 1;
    if (this.written > this.limitBytes) this.rotate();
    if (urgent === undefined) return;
    this.lastUrgent = urgent;
    this.onUrgent(urgent);
  }
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function endsWithLine(file: string, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, last, 0, 1, size - 1);
    closeSync(descriptor);
  } catch {
    // Who writes to it says why it cannot be opened.
    return true;
  }
  return last.toString() === "\n";
}

/** Undefined where it cannot be opened: the stream, which tries again, reports why. */
function openedAtOnce(file: string): number | undefined {
  try {
    return openSync(file, "a");
  } catch {
    return undefined;
  }
}
