import { execFileSync } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "../gateway/environment";
import { statementHeader } from "../shared/identity/statement";
import { compose, startTasks, startUnits } from "./support/gateway-fixture";
import { type GatewayProcess, startGatewayProcess } from "./support/gateway-process";
import { eventually, postQuery, request } from "./support/gateway-request";
import { type StubSubgraph, sendJson, startStub } from "./support/gateway-stub";

const query = "{ units { name overdue } }";
const answerOf = (suffix: string, overdue: number) => ({
  data: { units: ["Ba Đình", "Ngọc Hà"].map((name) => ({ name: name + suffix, overdue })) },
});

const unavailable = { extensions: { code: "SERVICE_UNAVAILABLE" } };

let directory: string;
let file: string;
let stubs: StubSubgraph[];
let gateway: GatewayProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-process-"));
  file = join(directory, "supergraph.graphql");
  stubs = await Promise.all([startUnits(), startTasks(), startUnits(" (new)"), startTasks(9)]);
  await deploy(compose(stubs.slice(0, 2)));
});
afterEach(async () => {
  gateway?.terminate();
  await gateway?.ended;
  await Promise.all(stubs.map((stub) => stub.stop()));
  await rm(directory, { recursive: true });
});

async function deploy(text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function start(variables: Record<string, string>): Promise<string> {
  gateway = startGatewayProcess({
    ...{ GATEWAY_PORT: "0", SUPERGRAPH: file, DATA_DIRECTORY: join(directory, "data") },
    ...{ SUPERGRAPH_POLL_MS: "20", LOG_LEVEL: "error", ...variables },
  });
  const first = await gateway.firstReport;
  if (first.kind !== "ready") throw new Error(JSON.stringify(first));
  return first.url;
}

it("serves any supergraph, without identity and limits where they are switched off", async () => {
  const url = await start({ GATEWAY_IDENTITY: "off", GATEWAY_LIMITS: "off" });
  expect((await postQuery(url, query, { headers: { authorization: "Bearer nonsense" } })).body).toEqual(
    answerOf("", 3),
  );
  expect(stubs.flatMap(({ requests }) => requests.map(({ headers }) => headers[statementHeader]))).toEqual([
    undefined,
    undefined,
  ]);
  const long = `{ ${Array.from({ length: 5_001 }, (_, index) => `a${index}: __typename`).join(" ")} }`;
  expect(await postQuery(url, long)).toMatchObject({ status: 200, body: { data: { a5000: "Query" } } });
  expect(await request(`${url}/health/ready`)).toMatchObject({ status: 200, body: { status: "ready" } });
  gateway?.terminate();
  expect(await gateway?.ended).toMatchObject({ code: 0 });
});

it("that is told to stop says so, answers who is waiting though a subgraph never does, and ends", async () => {
  const url = await start({
    ...{ SHUTDOWN_DELAY_MS: "500", SUBGRAPH_TIMEOUT_MS: "1000", GATEWAY_IDENTITY: "off" },
  });
  const asked = Promise.withResolvers<void>();
  stubs[1]?.misbehave(() => asked.resolve());
  const answer = postQuery(url, query);
  await asked.promise;
  gateway?.terminate();
  const unready = await eventually(async () => {
    const now = await request(`${url}/health/ready`);
    return now.status === 503 ? now : undefined;
  });
  expect(unready.body).toMatchObject({ status: "unready", details: { stopping: true } });
  const error = (index: number) => ({
    message:
      "The subgraph tasks did not answer in time; narrow the question with a filter or a smaller page.",
    path: ["units", index, "overdue"],
    extensions: { code: "QUERY_TIMEOUT" },
  });
  const units = ["Ba Đình", "Ngọc Hà"].map((name) => ({ name, overdue: null }));
  expect(await answer).toMatchObject({
    status: 200,
    body: { data: { units }, errors: [error(0), error(1)] },
  });
  expect(await gateway?.ended).toMatchObject({ code: 0 });
});

it("ends in time whatever it is told, also when all that it waits for hangs", async () => {
  const url = await start({
    ...{ SHUTDOWN_DELAY_MS: "5000", SUBGRAPH_TIMEOUT_MS: "60000", REQUEST_TIMEOUT_MS: "60000" },
    GATEWAY_IDENTITY: "off",
  });
  const [units, tasks] = stubs;
  tasks?.hang();
  const answer = postQuery(url, query);
  const mutation = postQuery(url, "mutation { closeTask }");
  const slowClient = connect(Number(new URL(url).port), "127.0.0.1");
  slowClient.on("error", () => {});
  slowClient.write("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Le");
  await eventually(async () => (tasks?.requests.length === 2 ? true : undefined));
  gateway?.terminate();
  expect([(await answer).body, (await mutation).body]).toMatchObject([
    { data: { units: [{ overdue: null }, { overdue: null }] }, errors: [unavailable, unavailable] },
    { data: { closeTask: null }, errors: [{ extensions: { code: "OUTCOME_UNKNOWN" } }] },
  ]);
  // 1 when it had to be cut off after ten seconds.
  expect(await gateway?.ended).toMatchObject({ code: 0 });
  expect(units?.requests.length).toBe(1);
});

it("asks the replicas of a subgraph, and none of them for one that is gone", async () => {
  const twin = await startTasks();
  stubs.push(twin);
  const url = await start({ TASKS_URL: `${stubs[1]?.url}, ${twin.url}`, GATEWAY_IDENTITY: "off" });
  const ask = async (times: number, text = query) => {
    const seen = new Set<string>();
    for (let index = 0; index < times; index += 1)
      seen.add(JSON.stringify((await postQuery(url, text)).body));
    return [...seen].map((body): unknown => JSON.parse(body));
  };
  expect(await ask(6)).toEqual([answerOf("", 3)]);
  expect([stubs[1]?.requests.length, twin.requests.length]).toEqual([3, 3]);
  await stubs[1]?.stop();
  expect(await ask(6)).toEqual([answerOf("", 3)]);
  expect(await ask(3, "mutation { closeTask }")).toEqual([{ data: { closeTask: 1 } }]);
  expect(twin.requests.length).toBe(12);
});

describe("several workers", () => {
  it("share a port, are replaced when they die, change supergraphs together, and drain", async () => {
    const url = await start({ GATEWAY_WORKERS: "2" });
    const { pid = 0 } = gateway ?? {};
    const workers = workersOf(pid);
    expect(workers.length).toBe(2);
    expect(await answers(url)).toEqual([answerOf("", 3)]);

    process.kill(workers[0] ?? 0, "SIGKILL");
    await eventually(async () => {
      const now = workersOf(pid);
      return now.length === 2 && !now.includes(workers[0] ?? 0) ? true : undefined;
    });
    expect(await answers(url)).toEqual([answerOf("", 3)]);

    await deploy(" ");
    await deploy(compose(stubs.slice(2)));
    await eventually(async () => {
      const [only, ...others] = await answers(url);
      return others.length === 0 && JSON.stringify(only) === JSON.stringify(answerOf(" (new)", 9))
        ? true
        : undefined;
    });
    gateway?.terminate();
    expect(await gateway?.ended).toMatchObject({ code: 0 });
  });

  it("fail none but its own requests when one is killed, and are one less for no longer than it takes to start", async () => {
    const url = await start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const { pid = 0 } = gateway ?? {};
    const workers = workersOf(pid);
    const asked = Promise.withResolvers<void>();
    const release: (() => void)[] = [];
    stubs[1]?.misbehave((response) => {
      release.push(() => sendJson(response, { data: { overdueTasks: 7 } }));
      if (release.length === 4) asked.resolve();
    });
    // Connections are dealt out in turn, so that each worker has two.
    const waiting = Array.from({ length: 4 }, () =>
      postQuery(url, "{ overdueTasks }", { headers: { connection: "close" } }).then(
        ({ body }) => body,
        () => "hung up",
      ),
    );
    await asked.promise;
    process.kill(workers[0] ?? 0, "SIGKILL");
    await eventually(async () => (workersOf(pid).includes(workers[0] ?? 0) ? undefined : true));
    for (const answer of release) answer();
    const right = { data: { overdueTasks: 7 } };
    expect((await Promise.all(waiting)).sort()).toEqual([right, right, "hung up", "hung up"].sort());
    stubs[1]?.misbehave(undefined);
    expect(await answers(url)).toEqual([answerOf("", 3)]);
    await eventually(async () => (workersOf(pid).length === 2 ? true : undefined));
  });

  it("are replaced when they hang", async () => {
    const url = await start({ GATEWAY_WORKERS: "2", HANG_LIMIT_MS: "1000" });
    const { pid = 0 } = gateway ?? {};
    const [hung = 0] = workersOf(pid);
    process.kill(hung, "SIGSTOP");
    await eventually(async () => {
      const now = workersOf(pid);
      return now.length === 2 && !now.includes(hung) ? true : undefined;
    });
    expect(await answers(url)).toEqual([answerOf("", 3)]);
  });

  it("are replaced one after the other when the supervisor says so, and nobody is refused", async () => {
    const url = await start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const { pid = 0 } = gateway ?? {};
    const before = workersOf(pid);
    const seen = new Set<string>();
    let isOver = false;
    const clients = Array.from({ length: 4 }, async (_, index) => {
      const headers: Record<string, string> = index % 2 === 0 ? { connection: "close" } : {};
      while (!isOver) {
        const answer = postQuery(url, query, { headers });
        seen.add(
          JSON.stringify(
            await answer.then(
              ({ body }) => body,
              (error: Error) => String(error.cause),
            ),
          ),
        );
      }
    });
    expect(await gateway?.renew()).toEqual({ kind: "renewed" });
    isOver = true;
    await Promise.all(clients);
    expect([...seen].map((text) => JSON.parse(text))).toEqual([answerOf("", 3)]);
    const after = workersOf(pid);
    expect([after.length, after.filter((one) => before.includes(one))]).toEqual([2, []]);
  });

  it("change supergraphs again and again under load, without one failed or mixed answer", async () => {
    const url = await start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const wide = await startWideTasks();
    stubs.push(wide);
    const [narrowSdl, wideSdl] = [compose(stubs.slice(0, 2)), compose([...stubs.slice(2, 3), wide])];
    const withSchema = `{ units { name overdue } __type(name: "Unit") { fields { name } } }`;
    const fields = (...names: string[]) => ({ __type: { fields: names.map((name) => ({ name })) } });
    const narrow = { data: { ...answerOf("", 3).data, ...fields("code", "overdue", "name") } };
    const widened = { data: { ...answerOf(" (new)", 9).data, ...fields("code", "overdue", "late", "name") } };
    const ask = async () => {
      const { status, body } = await postQuery(url, withSchema, { headers: { connection: "close" } });
      return JSON.stringify([status, body]);
    };
    const seen = new Set<string>();
    let running = true;
    const clients = Array.from({ length: 6 }, async () => {
      while (running) seen.add(await ask());
    });
    for (const [sdl, expected] of [
      [wideSdl, widened],
      [narrowSdl, narrow],
      [wideSdl, widened],
    ] as const) {
      await deploy(sdl);
      // Both workers serve it once twelve answers in a row are of it.
      await eventually(async () => {
        const answers = new Set(await Promise.all(Array.from({ length: 12 }, ask)));
        return answers.size === 1 && answers.has(JSON.stringify([200, expected])) ? true : undefined;
      });
    }
    running = false;
    await Promise.all(clients);
    const sorted = (texts: string[]) => texts.sort().map((text): unknown => JSON.parse(text));
    expect(sorted([...seen])).toEqual(
      sorted([narrow, widened].map((expected) => JSON.stringify([200, expected]))),
    );
  });

  it("that cannot start say why", async () => {
    gateway = startGatewayProcess({
      ...{
        GATEWAY_PORT: "0",
        SUPERGRAPH: file,
        DATA_DIRECTORY: join(directory, "data"),
        GATEWAY_WORKERS: "2",
      },
      ...{ AUTH_JWKS: "/nowhere/jwks.json", AUTH_ISSUER: "i", AUTH_AUDIENCE: "a", LOG_LEVEL: "silent" },
    });
    expect(await gateway.firstReport).toEqual({
      kind: "failed",
      message: 'AUTH_JWKS: expected a URL or a file with a JSON Web Key Set, got "/nowhere/jwks.json".',
    });
    expect(await gateway.ended).toMatchObject({ code: 1 });
  });
});

/** `tasks` with a field more, and nine overdue. */
function startWideTasks(): Promise<StubSubgraph> {
  return startStub(
    "tasks",
    `type Unit @key(fields: "code") { code: ID! overdue: Int late: Int }
     type Query { overdueTasks: Int }`,
    { Unit: { __resolveReference: (reference) => reference, overdue: () => 9, late: () => 1 } },
  );
}

/** The different answers to twelve requests, each over a connection of its own. */
async function answers(url: string): Promise<unknown[]> {
  const bodies = new Set<string>();
  for (let index = 0; index < 12; index++) {
    const { body } = await postQuery(url, query, { headers: { connection: "close" } });
    bodies.add(JSON.stringify(body));
  }
  return [...bodies].map((body) => JSON.parse(body));
}

/** Process ids of a process's children. */
function workersOf(pid: number): number[] {
  try {
    const output = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
    return output.trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}
