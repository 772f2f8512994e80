import "./config/environment";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../shared/base/clock/clock";
import { fromRoot } from "../shared/base/project/project-root";
import { type GatewayFixture, startFixture } from "../test/support/gateway/gateway-fixture";
import { startGatewayProcess } from "../test/support/gateway/gateway-process";
import { postQuery } from "../test/support/gateway/gateway-request";
import { sendJson } from "../test/support/gateway/gateway-stub";
import { issueToken } from "./token";

/** Links what composition takes and no gateway from npm does. */
const withPolicies = (supergraphSdl: string) =>
  supergraphSdl.replace(
    "for: EXECUTION)",
    'for: EXECUTION) @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
  );

let directory: string;
let fixture: GatewayFixture;
let variables: Record<string, string>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-gateway-"));
  fixture = await startFixture();
  const supergraph = join(directory, "supergraph.graphql");
  await writeFile(supergraph, fixture.supergraphSdl);
  await writeFile(join(directory, "policies.graphql"), withPolicies(fixture.supergraphSdl));
  variables = { GATEWAY_PORT: "0", SUPERGRAPH: supergraph, DATA_DIRECTORY: join(directory, "data") };
});
afterAll(async () => {
  await fixture.stop();
  await rm(directory, { recursive: true });
});
afterEach(() => fixture.tasks.misbehave(undefined));

const isUrl = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);

describe("the gateway's process", () => {
  it("serves, takes development tokens, talks to its subgraphs alone, and drains on SIGTERM", async () => {
    const { firstReport, terminate, ended } = startGatewayProcess({
      ...variables,
      // Both would make Apollo's packages call home, were that not switched off.
      APOLLO_KEY: "service:somebody:secret",
      APOLLO_GRAPH_REF: "somebody@current",
      NODE_OPTIONS: `--require ${fromRoot("dist", "test", "support", "gateway", "gateway-watch-connections.js")}`,
    });
    const ready = await firstReport;
    expect(ready).toEqual({ kind: "ready", url: isUrl });
    const url = ready.kind === "ready" ? ready.url : "";

    const request = { role: "analyst", sub: "lan", hours: 1 };
    const token = await issueToken(request, String(variables.DATA_DIRECTORY), systemClock);
    const { promise: asked, resolve: noteAsked } = Promise.withResolvers<() => void>();
    fixture.tasks.misbehave((response) => noteAsked(() => sendJson(response, { data: { overdueTasks: 9 } })));
    const answer = postQuery(url, "{ overdueTasks }", { headers: { authorization: `Bearer ${token}` } });
    const letAnswer = await asked;
    terminate();
    letAnswer();
    expect(await answer).toMatchObject({ status: 200, body: { data: { overdueTasks: 9 } } });

    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find((line) => line.msg === "request")).toMatchObject({
      level: "info",
      service: "gateway",
      method: "POST",
      path: "/graphql",
      status: 200,
    });
    expect(stdout).not.toContain(token);
    expect([...new Set(stderr.trim().split("\n"))]).toEqual(["connects to 127.0.0.1"]);
  });

  const refusals: [string, () => Record<string, string>, string][] = [
    [
      "bad variables",
      () => ({ GATEWAY_PORT: "x", UNITS_URL: "y" }),
      'GATEWAY_PORT: expected a TCP port from 0 to 65535, got "x".',
    ],
    [
      "no supergraph",
      () => ({ SUPERGRAPH: "/nowhere/supergraph.graphql" }),
      'SUPERGRAPH: expected the file of a supergraph, got "/nowhere/supergraph.graphql"; `npm run compose` writes one.',
    ],
    [
      "a supergraph with what it does not honour",
      () => ({ SUPERGRAPH: join(directory, "policies.graphql") }),
      "SUPERGRAPH: FOLDER/policies.graphql is refused: Expected a supergraph that this gateway can serve: " +
        "feature https://specs.apollo.dev/policy/v0.1 is for: SECURITY but is unsupported",
    ],
    [
      "a port that is taken",
      () => ({ GATEWAY_PORT: new URL(fixture.gateway.url).port }),
      "GATEWAY_PORT: port PORT of 127.0.0.1 is taken; stop the process that has it, or set another.",
    ],
    [
      "a key set that is none",
      () => ({ AUTH_JWKS: "/nowhere/jwks.json", AUTH_ISSUER: "i", AUTH_AUDIENCE: "a" }),
      'AUTH_JWKS: expected a URL or a file with a JSON Web Key Set, got "/nowhere/jwks.json".',
    ],
  ];
  it.each(refusals)("ends with one line: %s", async (_case, wrong, line) => {
    const { firstReport, ended } = startGatewayProcess({ ...variables, ...wrong() });
    const message = line
      .replace("PORT of", `${new URL(fixture.gateway.url).port} of`)
      .replace("FOLDER", directory);
    expect(await firstReport).toEqual({ kind: "failed", message });
    expect(await ended).toMatchObject({ code: 1, stderr: `${message}\n` });
  });
});
