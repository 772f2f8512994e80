import { readShipped } from "../../gateway/saved-queries/read-shipped";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/** Saved queries as `npm start` serves them, with the gateway's database in the embedded PostgreSQL and two workers. */

let graph: RunningGraph;
let authorization: string;
beforeAll(async () => {
  graph = await startGraph(undefined, { GATEWAY_WORKERS: "2" });
  authorization = `Bearer ${await tokenFor(graph, { role: "analyst" })}`;
}, 120_000);
afterAll(() => graph?.cleanUp());

const rowsOf = (text: string) => text.trim().split("\r\n").slice(1);
/** Each over a connection of its own, so that any worker may have it. */
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${graph.origin}${path}`, {
    ...init,
    headers: { connection: "close", "content-type": "application/json", ...init.headers },
  });

const values: Record<string, string> = { from: "2025-10-01", to: "2025-10-31" };
it.each([...readShipped().values()])("$name has rows, for whoever asks", async ({ name, content }) => {
  const text = content.kind === "query" ? content.query : "";
  const search = Object.entries(values).filter(([key]) => text.includes(`$${key}`));
  const answer = await ask(`/tables/${name}.csv?${new URLSearchParams(search)}`);
  expect([answer.status, rowsOf(await answer.text()).length > 0]).toEqual([200, true]);
});

it("are saved by one worker and opened by another, as whoever shared them", async () => {
  const query =
    "query($first: Int) { dossierStats(groupBy: [UNIT], first: $first) { rows { unit { code } protected } } }";
  const saved = { name: "dossiers-by-unit", title: "Dossiers", kind: "query", query };
  const post = (path: string, body: object) =>
    ask(path, { method: "POST", headers: { authorization }, body: JSON.stringify(body) });
  expect((await post("/saved-queries", saved)).status).toBe(201);
  const shared = await post("/saved-queries/dossiers-by-unit/shares", { format: "csv", days: 1 });
  const { url } = (await shared.json()) as { url: string };
  const path = url.slice(new URL(url).origin.length);
  for (let count = 0; count < 6; count++) {
    const answer = await ask(path);
    const rows = rowsOf(await answer.text());
    expect([answer.status, rows.length]).toEqual([200, 127]);
    // 126 units, and dossiers of no unit. An analyst's statistics are not protected.
    expect(rows.every((row) => row.endsWith(",false"))).toBe(true);
    const run = await ask(`/table-runs/${answer.headers.get("x-table-run")}`);
    expect(run.status).toBe(200);
  }
});
