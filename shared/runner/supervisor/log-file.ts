import { createWriteStream, openSync, renameSync, statSync, type WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { logFileBytes, rotateLog } from "../embedded-postgres/rotate-log";
import { readConsoleLine } from "./console-line";

/**
 * The log of one child, across its restarts; what is urgent is passed on line by line. A file that has grown past
 * `limitBytes` is set aside as `<file>.1` while the child goes on, so that there are never more than two of that size.
 */
export class LogFile {
  /** The last urgent line since the child was started, which often says why it ended. */
  lastUrgent: string | undefined;
  private stream: WriteStream;
  private written: number;
  private isBroken = false;

  constructor(
    private readonly file: string,
    private readonly onUrgent: (line: string) => void,
    private readonly limitBytes = logFileBytes,
  ) {
    rotateLog(file);
    this.written = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    this.stream = this.open();
  }

  private open(): WriteStream {
    // Opened at once, so that the first lines of a new file already count to its size.
    const stream = createWriteStream(this.file, { flags: "a", fd: openedAtOnce(this.file) });
    stream.on("error", (error) => {
      // A full disk must not bring down what still works; it is said once.
      if (!this.isBroken) this.onUrgent(`the log cannot be written: ${error.message}`);
      this.isBroken = true;
    });
    return stream;
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

  private write(line: string, urgent: string | undefined): void {
    if (this.stream.writable) this.stream.write(`${line}\n`);
    this.written += Buffer.byteLength(line) + 1;
    if (this.written > this.limitBytes) this.rotate();
    if (urgent === undefined) return;
    this.lastUrgent = urgent;
    this.onUrgent(urgent);
  }
}

/** Undefined where it cannot be opened: the stream, which tries again, reports why. */
function openedAtOnce(file: string): number | undefined {
  try {
    return openSync(file, "a");
  } catch {
    return undefined;
  }
}
