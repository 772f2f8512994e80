import { connect } from "node:net";
import "../../gateway/config/environment";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { compose } from "../support/gateway/gateway-fixture";
import {
  answerOf,
  answers,
  GatewayProcessFixture,
  query,
  workersOf,
} from "../support/gateway/gateway-process-fixture";
import { eventually, postQuery, request } from "../support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../support/gateway/gateway-stub";

const unavailable = { extensions: { code: "SERVICE_UNAVAILABLE" } };

let fixture: GatewayProcessFixture;
beforeEach(async () => {
  fixture = await GatewayProcessFixture.open();
});
afterEach(() => fixture.close());

it("serves any supergraph, without identity and limits where they are switched off", async () => {
  const url = await fixture.start({ GATEWAY_IDENTITY: "off", GATEWAY_LIMITS: "off" });
  expect((await postQuery(url, query, { headers: { authorization: "Bearer nonsense" } })).body).toEqual(
    answerOf("", 3),
  );
  expect(
    fixture.stubs.flatMap(({ requests }) => requests.map(({ headers }) => headers[internalTokenHeader])),
  ).toEqual([undefined, undefined]);
  const long = `{ ${Array.from({ length: 5_001 }, (_, index) => `a${index}: __typename`).join(" ")} }`;
  expect(await postQuery(url, long)).toMatchObject({ status: 200, body: { data: { a5000: "Query" } } });
  expect(await request(`${url}/health/ready`)).toMatchObject({ status: 200, body: { status: "ready" } });
  fixture.gateway?.terminate();
  expect(await fixture.gateway?.ended).toMatchObject({ code: 0 });
});

it("that is told to stop says so, answers who is waiting though a subgraph never does, and ends", async () => {
  const url = await fixture.start({
    ...{ SHUTDOWN_DELAY_MS: "500", SUBGRAPH_TIMEOUT_MS: "1000", GATEWAY_IDENTITY: "off" },
  });
  const asked = Promise.withResolvers<void>();
  fixture.stubs[1]?.misbehave(() => asked.resolve());
  const answer = postQuery(url, query);
  await asked.promise;
  fixture.gateway?.terminate();
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
  expect(await fixture.gateway?.ended).toMatchObject({ code: 0 });
});

it("ends in time whatever it is told, also when all that it waits for hangs", async () => {
  const url = await fixture.start({
    ...{ SHUTDOWN_DELAY_MS: "5000", SUBGRAPH_TIMEOUT_MS: "60000", REQUEST_TIMEOUT_MS: "60000" },
    GATEWAY_IDENTITY: "off",
  });
  const [units, tasks] = fixture.stubs;
  tasks?.hang();
  const answer = postQuery(url, query);
  const mutation = postQuery(url, "mutation { closeTask }");
  const slowClient = connect(Number(new URL(url).port), "127.0.0.1");
  slowClient.on("error", () => {});
  slowClient.write("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Le");
  await eventually(async () => (tasks?.requests.length === 2 ? true : undefined));
  fixture.gateway?.terminate();
  expect([(await answer).body, (await mutation).body]).toMatchObject([
    { data: { units: [{ overdue: null }, { overdue: null }] }, errors: [unavailable, unavailable] },
    { data: { closeTask: null }, errors: [{ extensions: { code: "OUTCOME_UNKNOWN" } }] },
  ]);
  // 1 when it had to be cut off after ten seconds.
  expect(await fixture.gateway?.ended).toMatchObject({ code: 0 });
  expect(units?.requests.length).toBe(1);
});

describe("several workers", () => {
  it("share a port, are replaced when they die, change supergraphs together, and drain", async () => {
    const url = await fixture.start({ GATEWAY_WORKERS: "2" });
    const { pid = 0 } = fixture.gateway ?? {};
    const workers = workersOf(pid);
    expect(workers.length).toBe(2);
    expect(await answers(url)).toEqual([answerOf("", 3)]);

    process.kill(workers[0] ?? 0, "SIGKILL");
    await eventually(async () => {
      const now = workersOf(pid);
      return now.length === 2 && !now.includes(workers[0] ?? 0) ? true : undefined;
    });
    expect(await answers(url)).toEqual([answerOf("", 3)]);

    await fixture.deploy(" ");
    await fixture.deploy(compose(fixture.stubs.slice(2)));
    await eventually(async () => {
      const [only, ...others] = await answers(url);
      return others.length === 0 && JSON.stringify(only) === JSON.stringify(answerOf(" (new)", 9))
        ? true
        : undefined;
    });
    fixture.gateway?.terminate();
    expect(await fixture.gateway?.ended).toMatchObject({ code: 0 });
  });

  it("change supergraphs again and again under load, without one failed or mixed answer", async () => {
    const url = await fixture.start({ GATEWAY_WORKERS: "2", GATEWAY_IDENTITY: "off" });
    const wide = await startWideTasks();
    fixture.stubs.push(wide);
    const [narrowSdl, wideSdl] = [
      compose(fixture.stubs.slice(0, 2)),
      compose([...fixture.stubs.slice(2, 3), wide]),
    ];
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
      await fixture.deploy(sdl);
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
    const gateway = fixture.run({
      GATEWAY_WORKERS: "2",
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
