import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import type { RunningGateway } from "../../gateway/gateway-options";
import { subgraphConnector } from "../../gateway/transport/subgraph-connector";
import { watchTlsFiles } from "../../shared/http/tls/tls-files";
import { printSubgraph } from "../../shared/kit/subgraph/build-schema";
import { compose, startOver, startUnits, statements } from "../support/gateway/gateway-fixture";
import type { StubSubgraph } from "../support/gateway/gateway-stub";
import { serveTestSubgraph, type TestServed } from "../support/subgraph/served-subgraph";
import { type MadeCertificate, makeCertificate } from "../support/tls/make-certificate";
import { libraries } from "../template/subgraph";

/* A subgraph that is reached by TLS alone, with a certificate asked of the gateway, beside one that is not. */

const folder = mkdtempSync(join(tmpdir(), "subgraphs-tls-"));
const file = (name: string) => join(folder, name);
const lines: string[] = [];
const log = pino(
  { level: "warn" },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  }),
);
/** Files are looked at once a second by this clock, which is each time. */
let second = 0;
const now = () => {
  second += 1_000;
  return second;
};
const yesterday = new Date(Date.now() - 86_400_000);

const ca = makeCertificate({ name: "CA" });
let served: TestServed;
let units: StubSubgraph;
let sdl: string;
const gateways: RunningGateway[] = [];

beforeAll(async () => {
  put("ca.pem", ca.cert);
  putPair("subgraph", makeCertificate({ name: "libraries", issuer: ca }));
  putPair("gateway", makeCertificate({ name: "gateway", issuer: ca }));
  const tls = watchTlsFiles(filesOf("subgraph"), "TLS", log, now);
  units = await startUnits();
  served = await serveTestSubgraph(libraries, { statements: statements.verifierOf("libraries"), tls });
  sdl = compose([
    { name: "libraries", url: served.url, sdl: await printSubgraph(libraries) },
    { name: "units", url: units.url, sdl: units.sdl },
  ]);
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await served.close();
  await units.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  lines.length = 0;
});

const both = `{ library(code: "TV-00008") { name } unit(code: "00004") { name } }`;
const whole = { data: { library: { name: "Thư viện mẫu 00008" }, unit: { name: "Ba Đình" } } };
const part = {
  data: { library: null, unit: { name: "Ba Đình" } },
  errors: [
    {
      message: "The subgraph libraries does not answer as it should now; try again shortly.",
      path: ["library"],
      extensions: { code: "SERVICE_UNAVAILABLE" },
    },
  ],
};

it("is asked by a gateway whose certificate its CA has signed", async () => {
  expect(served.url).toMatch(/^https:/);
  const gateway = await gatewayWith("gateway");
  await gateway.ready;
  expect(await ask(gateway)).toEqual(whole);
});

it.each([
  ["nobody's CA", { ...filesOf("gateway"), ca: undefined }],
  ["no certificate", { ca: file("ca.pem") }],
])("with %s it is not there, and the rest is", async (_, files) => {
  const gateway = await gatewayOf(files);
  expect(withoutTime(await ask(gateway))).toEqual(part);
});

it("a certificate that another CA has signed, or that has ended, is told in one line, and the rest goes on", async () => {
  const stranger = makeCertificate({ name: "CA" });
  putPair("stranger", makeCertificate({ name: "gateway", issuer: stranger }));
  expect(withoutTime(await ask(await gatewayWith("stranger")))).toEqual(part);
  putPair("ended", makeCertificate({ name: "gateway", issuer: ca, to: yesterday, from: new Date(0) }));
  lines.length = 0;
  expect(withoutTime(await ask(await gatewayWith("ended")))).toEqual(part);
  expect(told("a certificate has ended")).toEqual([
    { file: file("ended.cert.pem"), validTo: new Date(Math.floor(+yesterday / 1_000) * 1_000).toISOString() },
  ]);
  const down = lines.filter((line) => line.includes('"a subgraph is down"'));
  expect(down.map((line) => JSON.parse(line).reason)).toEqual([
    expect.stringMatching(/Expected our statement to be taken; status 401.*CERT_HAS_EXPIRED/),
  ]);
});

it("takes a new certificate and key while it runs, and so does the gateway", async () => {
  const gateway = await gatewayWith("gateway");
  await gateway.ready;
  const before = await serialOf(served.url);
  putPair("subgraph", makeCertificate({ name: "libraries", issuer: ca }));
  await until(async () => (await serialOf(served.url)) !== before);
  putPair("gateway", makeCertificate({ name: "gateway", issuer: ca }));
  const next = await gatewayWith("gateway");
  await next.ready;
  expect([await ask(gateway), await ask(next)]).toEqual([whole, whole]);
});

it("goes on by what it had when the new files are of no use, and says so once", async () => {
  const gateway = await gatewayWith("gateway");
  await gateway.ready;
  const serial = await serialOf(served.url);
  put("subgraph.key.pem", "no key");
  await until(async () => told("TLS files cannot be used; the former ones stay in use").length > 0);
  expect(await serialOf(served.url)).toBe(serial);
  expect(await ask(gateway)).toEqual(whole);
  expect(told("TLS files cannot be used; the former ones stay in use")).toEqual([
    {
      reason:
        "TLS_CA_FILE, TLS_CERT_FILE, TLS_KEY_FILE: expected certificates and the key of the second in PEM; they do not fit.",
    },
  ]);
});

it("answers health without a certificate, and nothing else", async () => {
  const answers = ["/health/live", "/graphql", "/changes"].map((path) => get(new URL(path, served.url), {}));
  const [live, ...others] = await Promise.all(answers);
  expect(live).toEqual({ status: 200, body: { status: "live" } });
  for (const other of others)
    expect(other).toEqual({
      status: 401,
      body: {
        errors: [
          {
            message: expect.stringMatching(/^Expected a client certificate that the CA here has signed/),
            extensions: { code: "UNAUTHENTICATED" },
          },
        ],
      },
    });
});

it.each([
  [{ cert: "gateway.cert.pem" }, "X_CERT_FILE and X_KEY_FILE: expected both or neither"],
  [{ ca: "none.pem" }, "X_CA_FILE: expected a file that can be read"],
  [
    { cert: "gateway.key.pem", key: "gateway.cert.pem" },
    "X_CA_FILE, X_CERT_FILE, X_KEY_FILE: expected certificates and the key",
  ],
  [
    { cert: "gateway.cert.pem", key: "stranger.key.pem" },
    "X_CA_FILE, X_CERT_FILE, X_KEY_FILE: expected certificates and the key",
  ],
])("files that are of no use are refused at the start: %j", (names, problem) => {
  const files = Object.fromEntries(Object.entries(names).map(([kind, name]) => [kind, file(name)]));
  expect(() => watchTlsFiles(files, "X", log)).toThrow(problem);
});

function gatewayWith(name: string): Promise<RunningGateway> {
  return gatewayOf(filesOf(name));
}

async function gatewayOf(files: Parameters<typeof subgraphConnector>[0]): Promise<RunningGateway> {
  const connect = subgraphConnector(files, log, now);
  const gateway = await startOver(sdl, {}, { connect, log });
  gateways.push(gateway);
  return gateway;
}

async function ask({ url }: RunningGateway): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: both }),
  });
  return response.json();
}

/** Without what says when to ask again. */
function withoutTime(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value) => (key === "retryAfter" ? undefined : value)));
}

function filesOf(name: string) {
  return { ca: file("ca.pem"), cert: file(`${name}.cert.pem`), key: file(`${name}.key.pem`) };
}

function putPair(name: string, { cert, key }: MadeCertificate): void {
  put(`${name}.cert.pem`, cert);
  put(`${name}.key.pem`, key);
}

function put(name: string, content: string): void {
  writeFileSync(`${file(name)}.next`, content);
  renameSync(`${file(name)}.next`, file(name));
}

/** What was logged with this message, without what every line has. */
function told(message: string): object[] {
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === message)
    .map(({ level, time, pid, hostname, msg, ...rest }) => rest);
}

function get(url: URL, options: object): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    request(url, { ca: ca.cert, agent: false, ...options }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
    })
      .on("error", reject)
      .end();
  });
}

function serialOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL("/health/live", url), { ca: ca.cert, agent: false }, (response) => {
      const { socket } = response;
      resolve(
        "getPeerCertificate" in socket
          ? String((socket as import("node:tls").TLSSocket).getPeerCertificate().serialNumber)
          : "",
      );
      response.resume();
    });
    asked.on("error", reject).end();
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
