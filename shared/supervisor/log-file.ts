import { createWriteStream, type WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { rotateLog } from "../embedded-postgres/rotate-log";
import { readConsoleLine } from "./console-line";

/** The log of one child, kept across its restarts; what is urgent is passed on line by line. */
export class LogFile {
  /** The last urgent line since the child was started, which often says why it ended. */
  lastUrgent: string | undefined;
  private readonly stream: WriteStream;

  constructor(
    file: string,
    private readonly onUrgent: (line: string) => void,
  ) {
    rotateLog(file);
    this.stream = createWriteStream(file, { flags: "a" });
    // A full disk must not bring down what still works; it is said once.
    this.stream.once("error", (error) => onUrgent(`the log cannot be written: ${error.message}`));
    this.stream.on("error", () => undefined);
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

  private write(line: string, urgent: string | undefined): void {
    if (this.stream.writable) this.stream.write(`${line}\n`);
    if (urgent === undefined) return;
    this.lastUrgent = urgent;
    this.onUrgent(urgent);
  }
}
