import "../../gateway/config/environment";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  compose,
  type GatewayFixture,
  startTasks,
  startUnits,
  startUnready,
  token,
} from "../support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";
import type { StubSubgraph } from "../support/gateway/gateway-stub";
import { itWithOwnExecutor } from "../support/gateway/own-executor";

const query = "{ units { name overdue } }";
const answerOf = (suffix: string, overdue: number) => ({
  data: { units: ["Ba Đình", "Ngọc Hà"].map((name) => ({ name: name + suffix, overdue })) },
});

let directory: string;
let file: string;
let fixture: GatewayFixture;
let others: StubSubgraph[];
let otherSdl: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-reload-"));
  file = join(directory, "supergraph.graphql");
  fixture = await startUnready({ SUBGRAPH_TIMEOUT_MS: 3_000 }, [], async (sdl) => {
    await writeFile(file, sdl);
    return file;
  });
  await fixture.gateway.ready;
  others = await Promise.all([startUnits(" (new)"), startTasks(9)]);
  otherSdl = compose(others);
});
afterEach(async () => {
  await fixture.stop();
  await Promise.all(others.map((stub) => stub.stop()));
  await rm(directory, { recursive: true });
});

/** Puts a text in the place of the file, all at once. */
async function deploy(text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

interface SupergraphDetails {
  loadedAt: string;
  refused?: { reason: string };
  breaks?: { operation?: string; problem: string }[];
}

async function readiness(): Promise<{ status: number; supergraph: SupergraphDetails }> {
  const headers = { authorization: `Bearer ${await token({ role: "admin" })}` };
  const { status, body } = await request(`${fixture.gateway.url}/health/ready`, { headers });
  return { status, supergraph: (body as { details: { supergraph: SupergraphDetails } }).details.supergraph };
}

it("takes over under load without one failed or mixed answer", async () => {
  const { url } = fixture.gateway;
  const seen = new Set<string>();
  let running = true;
  const client = async () => {
    while (running) {
      const { status, body } = await postQuery(url, query);
      seen.add(JSON.stringify([status, body]));
    }
  };
  const clients = Array.from({ length: 8 }, client);
  const [old, renewed] = [answerOf("", 3), answerOf(" (new)", 9)];
  for (const [sdl, expected] of [
    [otherSdl, renewed],
    [fixture.supergraphSdl, old],
    [otherSdl, renewed],
  ] as const) {
    await deploy(sdl);
    await eventually(async () =>
      JSON.stringify((await postQuery(url, query)).body) === JSON.stringify(expected) ? true : undefined,
    );
  }
  running = false;
  await Promise.all(clients);
  expect([...seen].map((text) => JSON.parse(text))).toEqual([
    [200, old],
    [200, renewed],
  ]);
});

// Apollo's executor does not know which operations are in use.
itWithOwnExecutor(
  "tells which operations in use it breaks, until a graph comes that has them again",
  async () => {
    const { url } = fixture.gateway;
    await postQuery(url, `query Board ${query}`);
    const withoutOverdue = otherSdl.replaceAll(
      /\n *overdue\(.*/g,
      "\n  late: Int @join__field(graph: TASKS)",
    );
    await deploy(withoutOverdue);
    const after = await eventually(async () => {
      const { supergraph } = await readiness();
      return supergraph.breaks ? supergraph : undefined;
    });
    const problem = 'Cannot query field "overdue" on type "Unit".';
    expect(after.breaks).toEqual([{ operation: "Board", problem }]);
    await eventually(async () => ((await postQuery(url, query)).status === 400 ? true : undefined));
    await deploy(otherSdl);
    await eventually(async () => ((await readiness()).supergraph.breaks ? undefined : true));
    expect((await postQuery(url, query)).body).toEqual(answerOf(" (new)", 9));
  },
);

const refusals: [string, () => string, RegExp][] = [
  ["empty", () => " \n", /^Expected a supergraph; the text is empty\.$/],
  ["cut off", () => otherSdl.slice(0, otherSdl.length / 2), /^Syntax Error/],
  [
    "a schema that is no supergraph",
    () => "type Query { a: Int }",
    /^Expected a supergraph with the enum join__Graph/,
  ],
  [
    "another graph's",
    () => otherSdl.replaceAll('name: "units"', 'name: "x"').replaceAll('name: "tasks"', 'name: "y"'),
    /^Expected a supergraph with one of tasks, units; it has y, x\.$/,
  ],
  ["broken within", () => otherSdl.replace("  overdue(", "  overdue: Nothing\n  overdue2("), /Nothing/],
];
it.each(refusals)(
  "refuses a file that is %s, says so in readiness, and serves on",
  async (_case, text, reason) => {
    const before = await readiness();
    await deploy(text());
    const after = await eventually(async () => {
      const now = await readiness();
      return now.supergraph.refused ? now : undefined;
    });
    expect(after.supergraph).toEqual({
      loadedAt: before.supergraph.loadedAt,
      refused: { at: expect.stringMatching(/Z$/), reason: expect.stringMatching(reason) },
    });
    expect(after.status).toBe(200);
    expect((await postQuery(fixture.gateway.url, query)).body).toEqual(answerOf("", 3));
    await deploy(otherSdl);
    await eventually(async () => ((await readiness()).supergraph.refused ? undefined : true));
    expect((await postQuery(fixture.gateway.url, query)).body).toEqual(answerOf(" (new)", 9));
  },
);
