import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { frameOf, readFrames } from "../messages/frames";
import type { FromWorker, ToWorker, WorkerSettings } from "../messages/messages";
import type { ProcessFolder } from "./process-folder";
import { readMessage } from "./read-message";
import { codeOfWorker, type Walls } from "./walls";

/** A process for the SQL of one request. */
export interface SqlProcess {
  /** Of the outermost program, with which all the others end. */
  pid: number;
  /** Fulfilled when it, and whatever it has started, is gone, and its folder with it. */
  ended: Promise<void>;
  /** Fulfilled when there is room for more. Throws ProcessEnded. */
  send(message: ToWorker): Promise<void>;
  /** The next of its messages. Throws ProcessEnded, or an error of a message that is none. */
  receive(): Promise<FromWorker>;
  /** Kills it, and waits until it is gone. */
  end(): Promise<void>;
}

/** It has gone before it should. */
export class ProcessEnded extends Error {
  override name = "ProcessEnded";
}

/** Of one of its messages: some thousand rows. */
const mostBytes = 256 * 1024 * 1024;
/** Of what it writes on standard error, in characters. */
const mostTold = 2_000;
const startMs = 20_000;

export interface SqlProcessOptions {
  walls: Walls;
  folder: ProcessFolder;
  settings: Omit<WorkerSettings, "folder">;
}

/** Starts one, and waits until it has opened its database. Throws where it cannot, e.g. for these walls. */
export async function startSqlProcess({ walls, folder, settings }: SqlProcessOptions): Promise<SqlProcess> {
  const results = walls.resultsOf(folder);
  const command = walls.command(nodeCommand({ ...settings, folder: results }), folder);
  const child = spawn(command[0] ?? "", command.slice(1), {
    // Nothing of the gateway's own: its environment has secrets.
    env: { PATH: "/usr/bin:/usr/sbin:/bin:/sbin", LC_ALL: "C", TZ: "UTC" },
    cwd: "/",
    stdio: ["pipe", "pipe", "pipe"],
  });
  const told = lastWords(child.stderr);
  const ended = endOf(child, folder);
  let isEnded = false;
  const end = () => {
    isEnded = true;
    child.kill("SIGKILL");
    // Its pipe closes when it has been read to its end, and nobody reads on.
    child.stdout.destroy();
    return ended;
  };
  // What was sent to a process that has gone is told by `send` and `receive`.
  child.stdin.on("error", () => {});
  const messages = readFrames(child.stdout, mostBytes);
  const receive = async () => {
    const { value, done } = await messages.next().catch((error: unknown) => {
      // A pipe that was closed here tells so by an error of its own.
      if (!isEnded) throw error;
      return { value: undefined, done: true };
    });
    if (done) throw new ProcessEnded(`The SQL process has ended. ${told()}`.trim());
    return readMessage(value);
  };
  const timer = setTimeout(end, startMs);
  try {
    await once(child, "spawn");
    const first = await receive();
    if (first.kind !== "ready") throw new Error(`Expected the SQL process to be ready, got ${first.kind}.`);
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    pid: child.pid ?? 0,
    ...{ ended, end, receive },
    send: (message) => sendTo(child.stdin, message),
  };
}

/** Node.js, which may load DuckDB, read its code and write to its folder, and start nothing. */
function nodeCommand(settings: WorkerSettings): string[] {
  return [
    process.execPath,
    "--permission",
    "--allow-addons",
    ...codeOfWorker.map((folder) => `--allow-fs-read=${folder}`),
    `--allow-fs-read=${settings.folder}`,
    `--allow-fs-write=${settings.folder}`,
    // Rows are read from the pipe as text; DuckDB's own memory is not of this heap.
    "--max-old-space-size=256",
    join(__dirname, "..", "worker", "main.js"),
    JSON.stringify(settings),
  ];
}

async function sendTo(stdin: Writable, message: ToWorker): Promise<void> {
  if (stdin.destroyed || stdin.writableEnded) throw new ProcessEnded("The SQL process has ended.");
  if (stdin.write(frameOf(message))) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stdin.off("drain", done).off("close", done);
      resolve();
    };
    stdin.on("drain", done).on("close", done);
  });
  if (stdin.destroyed) throw new ProcessEnded("The SQL process has ended.");
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Its pipes close when nothing that it has started is left. */
async function endOf(child: Child, folder: ProcessFolder): Promise<void> {
  await new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => child.pid === undefined && resolve());
  });
  // What cannot be removed now is swept with the next start.
  await folder.remove().catch(() => {});
}

function lastWords(stderr: Readable): () => string {
  let text = "";
  stderr.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-mostTold);
  });
  return () => text;
}
