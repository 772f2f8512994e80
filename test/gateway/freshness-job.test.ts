import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import "../../gateway/config/environment";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { compose } from "../support/gateway/gateway-fixture";
import { type GatewayProcess, startGatewayProcess } from "../support/gateway/gateway-process";
import { eventually } from "../support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../support/gateway/gateway-stub";

/** The freshness job in the gateway's own processes, before a sector and a catalogue of two stubs. */

const changedAt = "2025-11-14T02:00:00.000Z";

let directory: string;
let stubs: [sector: StubSubgraph, catalogue: StubSubgraph];
let gateway: GatewayProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-freshness-"));
  stubs = await Promise.all([startSector(), startCatalogue()]);
  await writeFile(join(directory, "supergraph.graphql"), compose(stubs));
});
afterEach(async () => {
  gateway?.terminate();
  await gateway?.ended;
  await Promise.all(stubs.map((stub) => stub.stop()));
  await rm(directory, { recursive: true });
});

it("asks as the public reader and records as an admin, in one of several workers and in its successor", async () => {
  const [sector, catalogue] = stubs;
  gateway = startGatewayProcess({
    ...{ GATEWAY_PORT: "0", SUPERGRAPH: join(directory, "supergraph.graphql"), GATEWAY_WORKERS: "2" },
    ...{ DATA_DIRECTORY: join(directory, "data"), LOG_LEVEL: "error" },
  });
  expect(await gateway.firstReport).toMatchObject({ kind: "ready" });
  await eventually(async () => catalogue.requests.length > 0 || undefined);
  expect([sector, catalogue].map(saidBy)).toEqual([
    [{ role: "public", aud: "sector", variables: {} }],
    [
      {
        role: "admin",
        sub: "gateway-freshness-job",
        aud: "catalogue",
        variables: { input: { sources: [{ name: "sector.Thing", changedAt }] } },
      },
    ],
  ]);

  for (const pid of workersOf(gateway.pid)) process.kill(pid, "SIGKILL");
  await eventually(async () => catalogue.requests.length > 1 || undefined);
  gateway.terminate();
  expect(await gateway.ended).toMatchObject({ code: 0 });
  expect([sector.requests.length, catalogue.requests.length]).toEqual([2, 2]);
});

function saidBy({ requests }: StubSubgraph) {
  return requests.map(({ headers, variables }) => {
    const { role, sub, aud } = decodeJwt(String(headers[internalTokenHeader]));
    return { role, aud, ...(sub !== undefined && { sub }), variables };
  });
}

const source = "type GraphDataSource @shareable { name: ID! changedAt: String }";

function startSector(): Promise<StubSubgraph> {
  return startStub("sector", `${source} type Query { sectorDataSources: [GraphDataSource!]! }`, {
    Query: { sectorDataSources: () => [{ name: "sector.Thing", changedAt }] },
  });
}

function startCatalogue(): Promise<StubSubgraph> {
  return startStub(
    "catalogue",
    `input GraphDataInput { name: ID! changedAt: String! }
     input RecordGraphDataInput { sources: [GraphDataInput!]! }
     type UserError { message: String! }
     type GraphDataPayload { userErrors: [UserError!]! }
     type Query { datasets: Int }
     type Mutation { recordGraphData(input: RecordGraphDataInput!): GraphDataPayload! }`,
    { Mutation: { recordGraphData: () => ({ userErrors: [] }) } },
  );
}

function workersOf(pid: number): number[] {
  const output = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return output.trim().split(/\s+/).map(Number);
}
