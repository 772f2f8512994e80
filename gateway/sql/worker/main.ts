import { frameOf, readFrames } from "../messages/frames";
import type { FromWorker, ToWorker, WorkerSettings } from "../messages/messages";
import { checkStatement } from "./check-statement";
import { createTables } from "./create-tables";
import { holdAnswer } from "./held-answer";
import { openDatabase } from "./open-database";
import { ProblemFound, problemOf } from "./problem";
import { bindStatement, runStatement } from "./run-statement";
import { openTableWriter } from "./table-writer";
import { warmUp } from "./warm-up";

/** Of a message of the gateway, whose pages are of some hundred kilobytes. */
const mostBytes = 1024 * 1024 * 1024;

/** The whole of an SQL process: one statement over one set of tables, then it ends. */
async function main(settings: WorkerSettings): Promise<void> {
  const connection = await openDatabase(settings);
  await warmUp(connection, settings.folder);
  const messages = readFrames(process.stdin, mostBytes);
  await tell({ kind: "ready" });
  try {
    const asked = await next(messages, "statement");
    await checkStatement(connection, asked.sql);
    await tell({ kind: "checked" });

    const { tables } = await next(messages, "tables");
    await createTables(connection, tables);
    await bindStatement(connection, asked);
    await tell({ kind: "bound" });

    const writers = await Promise.all(tables.map((table) => openTableWriter(connection, table)));
    for (;;) {
      const message = await anyOf(messages);
      if (message.kind === "run") break;
      if (message.kind === "rows") await writers[message.table]?.write(message.rows);
    }
    for (const writer of writers) writer.end();
    endWithStdin(messages);

    const held = holdAnswer(settings.folder, settings.diskMb * 1024 * 1024);
    await tell(await runStatement(connection, asked, held));
    for (const piece of held.pieces()) await write(piece);
    await tell({ kind: "end" });
  } catch (error) {
    await tell({ kind: "problem", problem: problemOf(error) });
  }
}

async function anyOf(messages: AsyncIterator<unknown>): Promise<ToWorker> {
  const { value, done } = await messages.next();
  // The gateway has gone.
  if (done) process.exit(0);
  // Nobody else has the other end of the pipe.
  return value as ToWorker;
}

async function next<Kind extends ToWorker["kind"]>(
  messages: AsyncIterator<unknown>,
  kind: Kind,
): Promise<Extract<ToWorker, { kind: Kind }>> {
  const message = await anyOf(messages);
  if (isOfKind(message, kind)) return message;
  throw new ProblemFound({ kind: "fault", message: `Expected ${kind}, got ${message.kind}.` });
}

function isOfKind<Kind extends ToWorker["kind"]>(
  message: ToWorker,
  kind: Kind,
): message is Extract<ToWorker, { kind: Kind }> {
  return message.kind === kind;
}

/** The gateway has nothing more to tell: when the pipe ends, it has gone, and nobody waits for the answer. */
function endWithStdin(messages: AsyncIterator<unknown>): void {
  void messages.next().then(() => process.exit(0));
}

function tell(message: FromWorker): Promise<void> {
  return write(frameOf(message));
}

/** Resolves when the system has them: the process ends right behind its last message, and what it still held would be lost. */
function write(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

main(JSON.parse(process.argv[2] ?? "{}")).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
