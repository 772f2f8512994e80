import "reflect-metadata";
import "../../gateway/config/environment";
import { setImmediate as turn } from "node:timers/promises";
import { Client } from "pg";
import type { RunningGateway } from "../../gateway/gateway-options";
import * as answers from "../../gateway/transport/check-answer";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { token } from "../support/gateway/gateway-fixture";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";
import { importText } from "../support/subgraph/import-text";

/*
 * Kept answers of the four sectors while others write: through the gateway, by SQL into the databases, by imports. Each writer
 * counts in a place of its own. Whoever asks after a commit has returned must see its number, or a later one.
 */
let sectors: RunningSectors;
let kept: RunningGateway;
/** Keeps fetches besides. */
let sparing: RunningGateway;
let plain: RunningGateway;
let [procedure, dossier] = ["", ""];
const fetched = jest.spyOn(answers, "checkAnswer");
beforeAll(async () => {
  sectors = await startSectors();
  kept = await sectors.gatewaySet({ KEPT_ANSWERS_MB: 8, GATEWAY_EXECUTOR: "own" });
  sparing = await sectors.gatewaySet({ KEPT_ANSWERS_MB: 8, KEPT_FETCHES_MB: 8, GATEWAY_EXECUTOR: "own" });
  plain = await sectors.gatewaySet({ GATEWAY_EXECUTOR: "own" });
  await Promise.all([kept.ready, sparing.ready, plain.ready]);
  const [row] = await rowsOf<{ code: string }>(
    "procedures",
    "SELECT code FROM procedure WHERE statutory_days > 1 ORDER BY code LIMIT 1",
  );
  procedure = row?.code ?? "";
  const [one] = await rowsOf<{ id: string }>("procedures", "SELECT min(id)::text AS id FROM dossier");
  dossier = one?.id ?? "";
}, 120_000);
afterAll(async () => {
  for (const client of sessions) await client.end();
  await sectors.close();
});

const sessions: Client[] = [];
async function session(subgraph: string): Promise<Client> {
  const client = new Client({ connectionString: sectors.subgraphs.get(subgraph)?.url });
  sessions.push(client);
  await client.connect();
  return client;
}

async function rowsOf<Row extends object>(subgraph: string, text: string): Promise<Row[]> {
  const client = await session(subgraph);
  return (await client.query<Row>(text)).rows;
}

const query = () => `{
  procedure(code: "${procedure}") { greenLane { decisionNumber } }
  organization(code: "SKHCN") { name(lang: EN) taskStats { assigned } }
  compositeIndex(code: "PII") { name(lang: EN) }
  platforms(first: 50) { nodes { code name } }
  dossierStats { totals { received } }
}`;

interface Board {
  procedure: { greenLane: { decisionNumber: string } | null };
  organization: { name: string };
  compositeIndex: { name: string };
  platforms: { nodes: { code: string; name: string }[] };
}

async function post(url: string, text: string, authorization?: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: JSON.stringify({ query: text }),
  });
  return response.text();
}

/** Each writes its next number, and returns when that is committed; `seen` is the number in an answer. */
interface Writer {
  name: string;
  write(number: number): Promise<void>;
  seen(board: Board): string | null | undefined;
}

async function writers(): Promise<Writer[]> {
  const admin = `Bearer ${await token({ role: "admin", sub: "writer" })}`;
  const [tasks, other, innovation] = [
    await session("tasks"),
    await session("tasks"),
    await session("innovation"),
  ];
  const platform = (board: Board, code: string) => board.platforms.nodes.find((each) => each.code === code);
  return [
    {
      name: "a mutation",
      async write(number) {
        const changed = await post(
          kept.url,
          `mutation { updateProcedure(input: { code: "${procedure}", greenLaneDecision: "${number}", greenLaneReducedDays: 0 }) {
            procedure { greenLane { decisionNumber } } userErrors { message } } }`,
          admin,
        );
        expect(JSON.parse(changed).data.updateProcedure).toEqual({
          procedure: { greenLane: { decisionNumber: String(number) } },
          userErrors: [],
        });
      },
      seen: (board) => board.procedure.greenLane?.decisionNumber,
    },
    {
      name: "SQL in transactions that overlap",
      async write(number) {
        // The older transaction commits last: its rows have lower numbers than what was read before them.
        await tasks.query("BEGIN");
        await tasks.query("UPDATE organization SET name_en = $1 WHERE code = 'SKHCN'", [String(number)]);
        await other.query("UPDATE organization SET name_en = name_en || '.' WHERE code = 'SNV'");
        await turn();
        await tasks.query(number % 5 === 0 ? "ROLLBACK" : "COMMIT");
        if (number % 5 === 0)
          await tasks.query("UPDATE organization SET name_en = $1 WHERE code = 'SKHCN'", [String(number)]);
      },
      seen: (board) => board.organization.name,
    },
    {
      name: "SQL in single statements",
      async write(number) {
        await innovation.query("UPDATE composite_index SET name_en = $1 WHERE code = 'PII'", [
          String(number),
        ]);
      },
      seen: (board) => board.compositeIndex.name,
    },
    {
      name: "imports",
      async write(number) {
        const url = sectors.subgraphs.get("infrastructure")?.url ?? "";
        const { code, lines } = await importText(infrastructure, url, `Code,Name\nkept-import,${number}\n`);
        expect([code, lines.join()]).toEqual([0, expect.anything()]);
      },
      seen: (board) => platform(board, "kept-import")?.name,
    },
  ];
}

it("shows every commit to whoever asks after it, however commits and requests interleave", async () => {
  const all = await writers();
  const committed = all.map(() => 0);
  const stale: string[] = [];
  let [asked, isOver] = [0, false];
  let answered = Promise.withResolvers<void>();
  const untilAsked = async (more: number) => {
    const enough = asked + more;
    while (asked < enough) await answered.promise;
  };
  const read = async () => {
    while (!isOver) {
      const least = [...committed];
      const { url } = asked % 2 === 0 ? kept : sparing;
      const { data, errors } = JSON.parse(await post(url, query()));
      asked += 1;
      answered.resolve();
      answered = Promise.withResolvers<void>();
      expect(errors).toBeUndefined();
      all.forEach(({ name, seen }, at) => {
        const found = Number(seen(data) ?? 0);
        const expected = least[at] ?? 0;
        if (expected > 0 && !(found >= expected)) stale.push(`${name}: ${found} after ${expected}`);
      });
    }
  };
  const write = async ({ write: commit }: Writer, at: number) => {
    for (let number = 1; number <= 15; number++) {
      await commit(number);
      committed[at] = number;
      // As long as some are read between two commits.
      await untilAsked(number % 4);
    }
  };
  fetched.mockClear();
  await post(plain.url, query());
  const fetches = fetched.mock.calls.length;
  fetched.mockClear();
  const writeAll = async () => {
    await Promise.all(all.map(write));
    // Where little lasted, the next sixty answers of each gateway are not kept.
    await untilAsked(240);
    isOver = true;
  };
  await Promise.all([writeAll(), ...Array.from({ length: 6 }, read)]);
  expect(stale).toEqual([]);
  // Or nothing was shown: many were answered by what was kept, and those that waited at the end all.
  expect(fetched.mock.calls.length).toBeLessThan((asked - 40) * fetches);
  const last = await post(plain.url, query());
  for (const { url } of [kept, sparing]) expect(await post(url, query())).toBe(last);
}, 120_000);

it("fetches nothing for an answer that is kept", async () => {
  for (let time = 0; time < 2; time++) await post(kept.url, "{ dossierStats { totals { received } } }");
  fetched.mockClear();
  await post(kept.url, "{ dossierStats { totals { received } } }");
  expect(fetched).not.toHaveBeenCalled();
});

const unkept: [string, () => string][] = [
  ["that names its instant", () => "{ dossierStats { dataAsOf totals { received } } }"],
  ["about when data last changed", () => "{ tasksDataSources { name changedAt } }"],
  ["of the audit", () => "{ proceduresAudit(first: 1) { nodes { operation } } }"],
  ["about the audit as a whole", () => "{ tasksAuditState { length } }"],
  ["that is put down in the audit", () => `{ dossier(id: "Dossier:${dossier}") { id } }`],
  ["of the gateway's own fields", () => '{ node(id: "Organization:SKHCN") { id } }'],
];
it.each(unkept)("fetches anew each answer %s", async (_case, text) => {
  const admin = `Bearer ${await token({ role: "admin", sub: "reader" })}`;
  const known = await post(kept.url, text(), admin);
  expect(JSON.parse(known).errors).toBeUndefined();
  for (let time = 0; time < 3; time++) await post(kept.url, text(), admin);
  fetched.mockClear();
  await post(kept.url, text(), admin);
  expect(fetched).toHaveBeenCalled();
});
