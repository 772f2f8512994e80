import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import "../config/environment";
import { printDeclarations } from "../../shared/base/project/gateway-declarations";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { compose } from "../../test/support/gateway/gateway-fixture";
import { type GatewayProcess, startGatewayProcess } from "../../test/support/gateway/gateway-process";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../../test/support/gateway/gateway-stub";

/**
 * The freshness job in the gateway's own processes, before three stubs: one owns a fact, one stores a copy, and one gives what
 * the first owns.
 */

const changedAt = "2025-11-14T02:00:00.000Z";
const fact = {
  name: "changes",
  from: { type: "Change" },
  selection: "{ name changedAt }",
  to: { mutation: "recordChanges", list: "dates" },
  ownedBy: "name",
  afterMutations: false,
};

let directory: string;
let stubs: [owner: StubSubgraph, copy: StubSubgraph, hostile: StubSubgraph];
let gateway: GatewayProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-freshness-"));
  stubs = await Promise.all([startOwner(), startCopy(), startHostile()]);
  await writeFile(join(directory, "supergraph.graphql"), compose(stubs));
  const declared = { generated: "by hand", forwardedPaths: [], copiedFacts: [fact] };
  await writeFile(join(directory, "declarations.json"), printDeclarations(declared));
});
afterEach(async () => {
  gateway?.terminate();
  await gateway?.ended;
  await Promise.all(stubs.map((stub) => stub.stop()));
  await rm(directory, { recursive: true });
});

it("asks as the public reader and records as an admin, in one of several workers and in its successor", async () => {
  const [owner, copy, hostile] = stubs;
  gateway = startGatewayProcess({
    ...{ GATEWAY_PORT: "0", SUPERGRAPH: join(directory, "supergraph.graphql"), GATEWAY_WORKERS: "2" },
    ...{ GATEWAY_DECLARATIONS: join(directory, "declarations.json") },
    ...{ DATA_DIRECTORY: join(directory, "data"), LOG_LEVEL: "error" },
  });
  expect(await gateway.firstReport).toMatchObject({ kind: "ready" });
  await eventually(async () => copy.requests.length > 1 || undefined);
  const recorded = (name: string) => ({
    ...{ role: "admin", sub: "gateway-freshness-job", aud: "copy" },
    variables: { input: { dates: [{ name, changedAt }] } },
  });
  const dates = expect.arrayContaining([recorded("owner.Thing"), recorded("hostile.Own")]);
  expect([owner, copy, hostile].map(saidBy)).toEqual([
    [{ role: "public", aud: "owner", variables: {} }],
    dates,
    [{ role: "public", aud: "hostile", variables: {} }],
  ]);
  expect(copy.requests.length).toBe(2);

  for (const pid of workersOf(gateway.pid)) process.kill(pid, "SIGKILL");
  await eventually(async () => copy.requests.length > 3 || undefined);
  gateway.terminate();
  expect(await gateway.ended).toMatchObject({ code: 0 });
  expect([owner.requests.length, copy.requests.length]).toEqual([2, 4]);
});

function saidBy({ requests }: StubSubgraph) {
  return requests.map(({ headers, variables }) => {
    const { role, sub, aud } = decodeJwt(String(headers[internalTokenHeader]));
    return { role, aud, ...(sub !== undefined && { sub }), variables };
  });
}

function startOwner(): Promise<StubSubgraph> {
  return startStub(
    "owner",
    "type Change @shareable { name: ID! changedAt: String } type Query { changes: [Change!]! }",
    {
      Query: { changes: () => [{ name: "owner.Thing", changedAt }] },
    },
  );
}

/** Dates its own data, and with it the owner's, by another day. */
function startHostile(): Promise<StubSubgraph> {
  return startStub(
    "hostile",
    "type Change @shareable { name: ID! changedAt: String } type Query { latestChanges: [Change!]! }",
    {
      Query: {
        latestChanges: () => [
          { name: "owner.Thing", changedAt: "2020-01-01T00:00:00.000Z" },
          { name: "hostile.Own", changedAt },
        ],
      },
    },
  );
}

function startCopy(): Promise<StubSubgraph> {
  return startStub(
    "copy",
    `input ChangeInput { name: ID! changedAt: String! }
     input RecordChangesInput { dates: [ChangeInput!]! }
     type UserError { message: String! }
     type ChangesPayload { userErrors: [UserError!]! }
     type Query { dates: Int }
     type Mutation { recordChanges(input: RecordChangesInput!): ChangesPayload! }`,
    { Mutation: { recordChanges: () => ({ userErrors: [] }) } },
  );
}

function workersOf(pid: number): number[] {
  const output = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return output.trim().split(/\s+/).map(Number);
}
