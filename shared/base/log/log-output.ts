import { write, writeSync } from "node:fs";
import { isErrno } from "../errors/is-errno";

/** Where a process's log goes, as pino writes to it. */
export interface LogOutput {
  /** Takes a line with its end; it is written soon, in order. */
  write(line: string): void;
  /** Writes what has been taken and not been written, or gives up. */
  flushSync(): void;
}

export interface LogOutputOptions {
  /** Most characters that wait to be written; lines beyond are dropped, and counted. */
  mostWaiting?: number;
  /** How long `flushSync` tries, in milliseconds, where nobody reads. */
  patienceMs?: number;
  /** How long it waits after a failure that may pass, such as a full disk, in milliseconds. */
  retryMs?: number;
}

/**
 * Writes lines to a file descriptor without making the process wait for its reader.
 *
 * By hand: what pino has for it (sonic-boom 4.2.1) tries a failed write again and again when a process ends, whatever the
 * failure. A worker whose supervisor was killed, so that nobody has the other end of the pipe, then never ended. And a
 * full disk was an exception that nobody caught. Here a pipe without a reader is given up, all else is tried again, and a
 * line tells how many were lost.
 */
export function createLogOutput(
  descriptor: number,
  { mostWaiting = 8 * 1024 * 1024, patienceMs = 500, retryMs = 1_000 }: LogOutputOptions = {},
): LogOutput {
  let waiting = "";
  /** What is being written, and what of it is left. */
  let current: Buffer | undefined;
  let isUnderWay = false;
  let isDue = false;
  let isBroken = false;
  let retry: NodeJS.Timeout | undefined;
  let lost = 0;

  const next = () => {
    if (isUnderWay || isBroken || retry) return;
    if (lost > 0 && waiting.length < mostWaiting) {
      waiting += lossLine(lost);
      lost = 0;
    }
    if (current === undefined) {
      if (waiting === "") return;
      current = Buffer.from(waiting);
      waiting = "";
    }
    isUnderWay = true;
    write(descriptor, current, (error, bytes) => {
      isUnderWay = false;
      if (error) return fail(error);
      advance(bytes);
      next();
    });
  };
  const begin = () => {
    isDue = false;
    next();
  };
  const advance = (bytes: number) => {
    current = current && bytes < current.length ? current.subarray(bytes) : undefined;
  };
  const fail = (error: Error) => {
    if (isErrno(error, "EPIPE")) return giveUp();
    const again = () => {
      retry = undefined;
      next();
    };
    // What is left to be written must not keep a process running that has nothing else to do.
    retry = setTimeout(again, isErrno(error, "EAGAIN") ? busyMs : retryMs).unref();
  };
  const giveUp = () => {
    isBroken = true;
    waiting = "";
    current = undefined;
  };
  return {
    write(line) {
      if (isBroken) return;
      if (waiting.length + line.length > mostWaiting) {
        lost += 1;
        return;
      }
      waiting += line;
      if (isDue || isUnderWay) return;
      isDue = true;
      // Not at once: what is written by the system meanwhile cannot be waited for when the process ends in this turn, and
      // would come behind the lines that follow. And the lines of a turn are written together.
      setImmediate(begin);
    },
    flushSync() {
      const until = performance.now() + patienceMs;
      // What is under way ends by itself.
      let rest = Buffer.concat([...(current && !isUnderWay ? [current] : []), Buffer.from(waiting)]);
      waiting = "";
      if (!isUnderWay) current = undefined;
      while (rest.length > 0 && !isBroken) {
        try {
          rest = rest.subarray(writeSync(descriptor, rest));
        } catch (error) {
          if (!isErrno(error, "EAGAIN") || performance.now() > until) return;
          Atomics.wait(pause, 0, 0, busyMs);
        }
      }
    },
  };
}

const busyMs = 20;
const pause = new Int32Array(new SharedArrayBuffer(4));

function lossLine(lines: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: "error", time, lines, msg: "lines of the log were lost: they could not be written" })}\n`;
}
