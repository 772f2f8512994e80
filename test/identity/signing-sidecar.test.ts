import { internalKeysPath } from "../../gateway/http/internal-keys-route";
import { routedSubgraphs } from "../../gateway/schema/routed-subgraphs";
import { routerSupergraph } from "../../gateway/sidecar/router-supergraph";
import { type RunningSidecar, startSidecar } from "../../gateway/sidecar/sidecar";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { startTasks, startUnits, statements, token, tokenVerifier } from "../support/gateway/gateway-fixture";
import { type StubSubgraph, sendJson } from "../support/gateway/gateway-stub";
import { unusedPort } from "../support/processes/unused-port";

let [units, tasks]: StubSubgraph[] = [];
let sidecar: RunningSidecar;

beforeAll(async () => {
  [units, tasks] = await Promise.all([startUnits(), startTasks()]);
  sidecar = await startSidecar({
    ...{ host: "127.0.0.1", port: 0, tokens: await tokenVerifier(), signer: statements.signer },
    urls: new Map([
      ["units", [stub(units).url]],
      ["tasks", [stub(tasks).url]],
      ["nobody", [`http://127.0.0.1:${await unusedPort()}/graphql`]],
    ]),
    signingKeys: statements.signingKeys,
    ...{ timeoutMs: 500, maxAnswerBytes: 1_000, clock: systemClock, log: createLogger("test", "silent") },
  });
});
afterAll(async () => {
  await sidecar.stop();
  await Promise.all([stub(units).stop(), stub(tasks).stop()]);
});
beforeEach(() => {
  for (const each of [units, tasks]) {
    stub(each).requests.length = 0;
    stub(each).misbehave(undefined);
  }
});

const query = JSON.stringify({ query: '{ unit(code: "00004") { name } }' });
const answered = { status: 200, body: { data: { unit: { name: "Ba Đình" } } } };

it("signs for one subgraph who the client's token says that it is", async () => {
  const editor = await token({ sub: "lan", role: "editor", org: "SKHCN" });
  expect(await ask("units", { authorization: `Bearer ${editor}` })).toEqual(answered);
  expect(await ask("units")).toEqual(answered);
  const read = await Promise.all(
    stub(units).requests.map(({ headers }) => statements.verifierOf("units").read(tokenIn(headers))),
  );
  expect(read).toEqual([
    { viewer: { subject: "lan", role: "editor", organization: "SKHCN" } },
    { viewer: { subject: null, role: "public", organization: null } },
  ]);
  const [first] = stub(units).requests;
  await expect(statements.verifierOf("tasks").read(tokenIn(first?.headers ?? {}))).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
});

it("passes on no header by which a client would pass for the gateway, nor the client's own token", async () => {
  const forged = await statements.signer.sign({ subject: "x", role: "admin", organization: null }, "units");
  await ask("units", {
    [internalTokenHeader]: forged,
    "x-graph-operation-instant": "2001-01-01T00:00:00Z",
    "x-graph-deadline-ms": "999999",
    authorization: `Bearer ${await token({ role: "analyst" })}`,
    cookie: "a=b",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  const headers = stub(units).requests[0]?.headers ?? {};
  expect(headers[internalTokenHeader]).not.toBe(forged);
  expect(headers["x-graph-deadline-ms"]).toBe("500");
  expect(headers.traceparent).toBe("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  expect(Object.keys(headers).filter((name) => ["authorization", "cookie"].includes(name))).toEqual([]);
  expect(JSON.stringify(headers)).not.toContain("2001-01-01");
});

it.each([
  ["a token that does not hold", { authorization: "Bearer abc" }, 401, "UNAUTHENTICATED"],
  ["no bearer", { authorization: "Basic abc" }, 401, "UNAUTHENTICATED"],
])("refuses %s, and asks nobody", async (_, headers, status, code) => {
  expect(await codeOf("units", headers)).toEqual([status, code]);
  expect(stub(units).requests).toEqual([]);
});

it("names no subgraph's address where one does not answer, answers too much, or nonsense", async () => {
  expect(await codeOf("nobody")).toEqual([503, "SERVICE_UNAVAILABLE"]);
  expect(await codeOf("strangers")).toEqual([404, "NOT_FOUND"]);
  stub(units).misbehave((response) => sendJson(response, { data: "x".repeat(2_000) }));
  expect(await codeOf("units")).toEqual([503, "SERVICE_UNAVAILABLE"]);
  stub(units).misbehave((response) => void response.writeHead(502).end("<html>"));
  expect(await codeOf("units")).toEqual([503, "SERVICE_UNAVAILABLE"]);
  stub(units).misbehave(() => undefined);
  expect(await codeOf("units")).toEqual([503, "SERVICE_UNAVAILABLE"]);
  const { url } = stub(units);
  expect(JSON.stringify(await ask("nobody"))).not.toContain(new URL(url).host);
});

it("passes errors and their codes on as they are", async () => {
  const refusal = { errors: [{ message: "No.", extensions: { code: "FORBIDDEN" } }], data: null };
  stub(tasks).misbehave((response) => sendJson(response, refusal));
  expect(await ask("tasks")).toEqual({ status: 200, body: refusal });
});

it("serves its public keys, and says that it is there", async () => {
  const keys = await (await fetch(new URL(internalKeysPath, sidecar.url))).json();
  expect(keys).toEqual(statements.signingKeys.publicSet());
  expect((await fetch(new URL("/health/ready", sidecar.url))).status).toBe(200);
});

it("a router's supergraph has all sectors behind it, and no field that only our own gateway answers", () => {
  const supergraph = routerSupergraph("http://127.0.0.1:4100");
  expect(routedSubgraphs(supergraph).map(({ name, url }) => [name, url])).toEqual(
    readSubgraphList()
      .map(({ name }) => [name, `http://127.0.0.1:4100/${name}/graphql`])
      .sort(),
  );
  expect(supergraph).not.toMatch(/\bnode\(id:|graph:own/);
});

function stub(one: StubSubgraph | undefined): StubSubgraph {
  if (one === undefined) throw new Error("Expected a stub.");
  return one;
}

function tokenIn(headers: object): string {
  return String((headers as Record<string, unknown>)[internalTokenHeader]);
}

async function ask(subgraph: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${sidecar.url}/${subgraph}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: query,
  });
  return {
    status: response.status,
    body: (await response.json()) as { errors?: { extensions?: { code?: string } }[] },
  };
}

async function codeOf(subgraph: string, headers: Record<string, string> = {}) {
  const { status, body } = await ask(subgraph, headers);
  return [status, body.errors?.[0]?.extensions?.code];
}
