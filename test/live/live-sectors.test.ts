import fc from "fast-check";
import sql, { raw } from "sql-template-tag";
import { z } from "zod";
import type { RunningGateway } from "../../gateway/gateway-options";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database/database-proxy";
import { startOver, token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";
import { holdLive, type LiveReading } from "../support/live/live-reading";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { importText } from "../support/subgraph/import-text";

/*
 * Live queries over all sectors, while others write and whatever can break does: in the end each reader holds what the query
 * answers, and on the way there no answer was older than the one before. Writers count: `n17` is newer than `n16`.
 */

/** Of each sector: a table whose names are counted, and the field of Query that shows them. */
const counted: Record<string, { table: string; column: string; field: string }> = {
  infrastructure: { table: "platform", column: "name_vi", field: "platforms" },
  innovation: { table: "indicator", column: "name_vi", field: "indicators" },
  procedures: { table: "procedure", column: "name", field: "procedures" },
  tasks: { table: "programme", column: "name_vi", field: "programmes" },
};
const names = Object.keys(counted).sort();
const shown = (name: string) => `${counted[name]?.field}(first: 1) { nodes { name } }`;

let sectors: RunningSectors;
let gateway: RunningGateway;
const proxies = new Map<string, DatabaseProxy>();
let count = 0;
/** Code of the platform that is shown. */
let platform = "";

beforeAll(async () => {
  sectors = await startSectors();
  expect([...sectors.names].sort()).toEqual(names);
  for (const [name, url] of sectors.urls) proxies.set(name, await startDatabaseProxy(url));
  const urls = new Map([...proxies].map(([name, { url }]) => [name, [url]]));
  gateway = await startOver(
    sectors.supergraphSdl,
    { GATEWAY_LIMITS: "off", SUBGRAPH_TIMEOUT_MS: 20_000, REQUEST_TIMEOUT_MS: 20_000 },
    { urlsOf: () => urls },
  );
  await gateway.ready;
  const { body } = await postQuery(gateway.url, "{ platforms(first: 1) { nodes { code } } }");
  [{ code: platform } = fail("Expected a platform.")] = platformsShape.parse(body).data.platforms.nodes;
}, 300_000);
afterAll(async () => {
  await gateway.stop();
  await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  await sectors.close();
});

const write = async (name: string) => {
  const { table = "", column = "" } = counted[name] ?? {};
  const text = `n${++count}`;
  await sectors.subgraphs.get(name)?.database.rows(sql`UPDATE ${raw(table)} SET ${raw(column)} = ${text}`);
};
/** Takes in a file with a newer name of the platform that is shown. */
const takeFile = async () => {
  const file = `Code,Name\n${platform},n${++count}\n`;
  const url = sectors.subgraphs.get("infrastructure")?.url ?? "";
  const taken = await importText(loadSubgraph("infrastructure"), url, file);
  expect([taken.code, taken.lines]).toEqual([0, expect.anything()]);
};
/** As after a restart of its database: what listens there is gone, and comes again. */
const breakBell = async (name: string) => {
  await sectors.subgraphs.get(name)?.database.rows(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${`${name} changes`}`);
};

type Step =
  | { do: "write" | "cut" | "restore" | "break" | "restart"; of: string }
  | { do: "hold"; of: string; all: boolean }
  | { do: "leave" | "reload" | "import" };

const some = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("write" as const), of: some }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("hold" as const), of: some, all: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const), of: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), of: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("break" as const), of: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), of: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("leave", "reload", "import") }) },
);

/** Without errors. */
const answerShape = z.strictObject({ data: z.record(z.string(), z.json()) });

interface Reader {
  query: string;
  reading: LiveReading;
  /** Reads on; fulfilled with all that came when an answer is this one, or at the end. */
  until(expected: unknown): Promise<unknown[]>;
}

async function hold(of: string, all: boolean): Promise<Reader> {
  const query = all ? `{ ${names.map(shown).join(" ")} }` : `{ ${shown(of)} }`;
  const reading = await holdLive(
    gateway.live,
    all ? `subscription { live ${query} }` : `subscription ${query}`,
  );
  const came: unknown[] = [];
  let wanted: string | undefined;
  const found = Promise.withResolvers<void>();
  const look = () => {
    if (JSON.stringify(came.at(-1)) === wanted) found.resolve();
  };
  const read = async () => {
    for (let answer = await reading.next(); answer !== undefined; answer = await reading.next()) {
      came.push(answer);
      look();
    }
    found.resolve();
  };
  void read();
  return {
    ...{ query, reading },
    async until(expected) {
      const data = all ? { live: expected } : expected;
      wanted = JSON.stringify({ data });
      look();
      await found.promise;
      return came;
    },
  };
}

async function take(each: Step, readers: Reader[]): Promise<void> {
  if (each.do === "write") return write(each.of);
  if (each.do === "cut") return proxies.get(each.of)?.cut();
  if (each.do === "restore") return proxies.get(each.of)?.restore();
  if (each.do === "break") return breakBell(each.of);
  if (each.do === "restart") return sectors.restart(each.of);
  if (each.do === "import") return takeFile();
  if (each.do === "hold") return void readers.push(await hold(each.of, each.all));
  if (each.do === "leave") return readers.shift()?.reading.leave();
  const prepared = await gateway.prepare(sectors.supergraphSdl);
  prepared.commit();
}

/** Numbers of an answer's names, by field; those of a sector that was down are not there. */
function numbersOf(answer: unknown): Map<string, number> {
  const found = [...JSON.stringify(answer).matchAll(/"(\w+)":\{"nodes":\[\{"name":"n(\d+)"/g)];
  return new Map(found.map(([, field = "", number]) => [field, Number(number)]));
}

function expectNoneOlder(answers: readonly unknown[]): void {
  const latest = new Map<string, number>();
  for (const answer of answers) {
    for (const [field, number] of numbersOf(answer)) {
      expect(number).toBeGreaterThanOrEqual(latest.get(field) ?? 0);
      latest.set(field, number);
    }
  }
}

// Before anything is broken: a feed that comes back may have its queries executed once more.
it("is not executed again by what its own reading puts down in the audit", async () => {
  const viewer = { role: "admin", subject: "reader", organization: null } as const;
  const listed = dossiersShape.parse(
    await gatewayAnswer("{ dossiers(first: 1) { nodes { id } } }", await token({ role: "admin" })),
  );
  const [{ id } = fail("Expected a dossier.")] = listed.data.dossiers.nodes;
  const query = "subscription ($id: ID!) { dossier(id: $id) { id procedure { name } } }";
  await write("procedures");
  const reading = await holdLive(gateway.live, query, { viewer, variables: { id } });
  const shownBy = (number: number) => ({ data: { dossier: { id, procedure: { name: `n${number}` } } } });
  expect(await reading.next()).toEqual(shownBy(count));
  const before = gateway.live.executions;
  await write("procedures");
  expect(await reading.next()).toEqual(shownBy(count));
  expect(gateway.live.executions - before).toBe(1);
  reading.leave();
});

it("any interleaving of writers, imports, restarts, broken feeds and new supergraphs ends with what the query answers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const readers = [await hold("tasks", true)];
      for (const each of steps) await take(each, readers);
      for (const proxy of proxies.values()) proxy.restore();
      await Promise.all(names.map(write));
      for (const reader of readers) {
        const answered = answerShape.parse((await postQuery(gateway.url, reader.query)).body);
        expectNoneOlder(await reader.until(answered.data));
        expect(numbersOf(answered).size).toBeGreaterThan(0);
        reader.reading.leave();
      }
    }),
    { numRuns: Number(process.env.LIVE_RUNS ?? 12) },
  );
}, 300_000);

const platformsShape = z.object({
  data: z.object({ platforms: z.object({ nodes: z.array(z.object({ code: z.string() })) }) }),
});

const dossiersShape = z.object({
  data: z.object({ dossiers: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
});

async function gatewayAnswer(query: string, bearer: string): Promise<unknown> {
  const { body } = await postQuery(gateway.url, query, { headers: { authorization: `Bearer ${bearer}` } });
  return body;
}

function fail(message: string): never {
  throw new Error(message);
}
