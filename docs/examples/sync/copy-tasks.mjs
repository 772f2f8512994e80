/*
 * Copies tasks from an office's own database into the graph, every minute: `node copy-tasks.mjs`, or once with `--once`.
 * Stop it whenever you like; it goes on from where it was. Adapt `page` to your tables, and the address to your rows.
 *
 *   SOURCE_DATABASE_URL  the office's PostgreSQL
 *   GRAPH_URL            e.g. https://graph.example
 *   GRAPH_TOKEN          a token of an editor of the organization, or of an admin
 *   STATE_FILE           where it keeps how far it is; rows that the graph refused stand beside it, in STATE_FILE.refused
 */
import { randomUUID } from "node:crypto";
import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const { SOURCE_DATABASE_URL, GRAPH_URL, GRAPH_TOKEN, STATE_FILE = "copy-tasks.json" } = process.env;
const everyMs = 60_000;
const rowsOfAPage = 5_000;

/**
 * The rows that have changed after a position, in the order of their changes. The names of the columns are those that
 * `GET /imports/tasks` lists. A day goes as text: as a Date it could become the day before.
 */
const page = `
  SELECT json_build_object('code', ma, 'title', ten, 'assigned_by', cap_giao, 'lead', chu_tri, 'assigned_on', ngay_giao,
      'due_on', han, 'completed_on', hoan_thanh) AS row, cap_nhat::text AS changed, ma AS code
  FROM nhiem_vu WHERE (cap_nhat, ma) > ($1::timestamptz, $2::text) ORDER BY cap_nhat, ma LIMIT ${rowsOfAPage}`;

const source = new pg.Pool({ connectionString: SOURCE_DATABASE_URL, max: 1 });
do {
  const begun = Date.now();
  try {
    await copyChanges();
  } catch (error) {
    console.error(error.message);
    if (process.argv.includes("--once")) process.exitCode = 1;
  }
  if (!process.argv.includes("--once")) await wait(Math.max(0, begun + everyMs - Date.now()));
} while (!process.argv.includes("--once"));
await source.end();

/** Sends page after page, and keeps the position of each that was taken in. */
async function copyChanges() {
  let position = await readPosition();
  for (;;) {
    const { rows } = await source.query(page, [position.changed, position.code]);
    if (rows.length === 0) return;
    await send(rows.map(({ row }) => row));
    const { changed, code } = rows[rows.length - 1];
    position = { changed, code };
    await writeFile(`${STATE_FILE}.new`, JSON.stringify(position));
    await rename(`${STATE_FILE}.new`, STATE_FILE);
  }
}

/**
 * A transaction that began earlier may have committed later, so the last five minutes are read again at each start and
 * each minute: what the graph has already is left as it is there.
 */
async function readPosition() {
  const kept = await readFile(STATE_FILE, "utf8").catch(() => undefined);
  if (kept === undefined) return { changed: "-infinity", code: "" };
  const { changed } = JSON.parse(kept);
  const { rows } = await source.query("SELECT ($1::timestamptz - interval '5 minutes')::text AS changed", [
    changed,
  ]);
  return { changed: rows[0].changed, code: "" };
}

/** Sends rows until they are in. Those that the graph refuses are put aside, and the others sent again. */
async function send(rows) {
  // One key for one sending, however often it is tried: not made of the rows, which may come a second time to be taken again.
  const key = randomUUID();
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(`${GRAPH_URL}/sync/tasks/tasks?source=nhiem_vu`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${GRAPH_TOKEN}`,
        "content-type": "application/x-ndjson",
        "idempotency-key": key,
      },
      body: rows.map((row) => JSON.stringify(row)).join("\n"),
    }).catch((error) => ({ status: 503, headers: new Headers(), json: async () => error.message }));
    const told = await answer.json();
    if (answer.status === 200) {
      console.log(
        `${told.rows} rows: ${told.inserted} inserted, ${told.changed} changed, ${told.unchanged} unchanged`,
      );
      return;
    }
    if (answer.status === 422) return sendOthers(rows, told.problems);
    const isForLater = [429, 503, 504].includes(answer.status);
    if (!isForLater || tries === 10)
      throw new Error(`The graph answered ${answer.status}: ${JSON.stringify(told)}`);
    await wait(1_000 * Number(answer.headers.get("retry-after") ?? tries));
  }
}

async function sendOthers(rows, problems) {
  const refused = new Set(problems.flatMap((problem) => problem.rows));
  for (const { rows: numbers, field, message } of problems) {
    const codes = numbers.map((number) => rows[number - 1].code);
    console.error(`${codes.join(", ")}: ${field ?? "row"}: ${message}`);
  }
  const aside = rows.filter((_, at) => refused.has(at + 1)).map((row) => `${JSON.stringify(row)}\n`);
  await appendFile(`${STATE_FILE}.refused`, aside.join(""));
  const others = rows.filter((_, at) => !refused.has(at + 1));
  if (others.length > 0) await send(others);
}
