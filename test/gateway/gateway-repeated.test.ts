import "../../gateway/config/environment";
import type { ServerResponse } from "node:http";
import * as answers from "../../gateway/transport/check-answer";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import {
  compose,
  type GatewayFixture,
  startFixture,
  startTasks,
  startUnits,
  statements,
  token,
} from "../support/gateway/gateway-fixture";
import { eventually } from "../support/gateway/gateway-request";
import { type Misbehaviour, sendJson } from "../support/gateway/gateway-stub";

/*
 * A query that is asked again and again: it is asked of the subgraphs each time, and executed when one of them answers
 * otherwise. The same query with another comment is another text, of which nothing is remembered.
 */
const query = "{ units { name overdue } }";

const checked = jest.spyOn(answers, "checkAnswer");
/** How many answers were those that were expected, and not read. */
const expectedAnswers = () => checked.mock.results.filter(({ value }) => value?.isExpected).length;

/** Soon sent, also on a machine that is busy: subgraphs have half a second. */
const mostBytes = 64 * 1024;

let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await startFixture({ GATEWAY_EXECUTOR: "own", SUBGRAPH_MAX_ANSWER_BYTES: mostBytes });
});
afterEach(() => fixture.stop());

interface RequestOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function ask(text = query, { headers, signal }: RequestOptions = {}) {
  const response = await fetch(`${fixture.gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": "trace-3", ...headers },
    body: JSON.stringify({ query: text }),
    ...(signal && { signal }),
  });
  return { status: response.status, body: await response.text() };
}

let comments = 0;
const askAnew = (asking?: RequestOptions) => ask(`${query} # ${comments++}`, asking);

/** Asks until the answers of both subgraphs are expected. */
async function queryUntilCached(asking: RequestOptions = {}): Promise<void> {
  for (let time = 0; time < 3; time++) await ask(query, asking);
  checked.mockClear();
  await ask(query, asking);
  expect(expectedAnswers()).toBe(2);
  checked.mockClear();
  fixture.units.requests.length = 0;
  fixture.tasks.requests.length = 0;
}

const withOverdue = (...overdue: (number | null)[]) => ({
  data: { _entities: overdue.map((each) => ({ overdue: each })) },
});
const text = (status: number, body: string): Misbehaviour => {
  return (response) => response.writeHead(status, { "content-type": "application/json" }).end(body);
};
const changes: [string, Misbehaviour, number][] = [
  ["other data", (response) => sendJson(response, withOverdue(4, 3)), 1],
  ["nulls", (response) => sendJson(response, withOverdue(null, 3)), 1],
  ["an entity less", (response) => sendJson(response, withOverdue(3)), 1],
  [
    "a value of the wrong type",
    (response) => sendJson(response, { data: { _entities: [{ overdue: "x" }, {}] } }),
    1,
  ],
  [
    "an error",
    (response) =>
      sendJson(response, {
        ...withOverdue(null, 3),
        errors: [{ message: "no", path: ["_entities", 0, "overdue"], extensions: { code: "FORBIDDEN" } }],
      }),
    1,
  ],
  ["the same, written otherwise", text(200, `${JSON.stringify(withOverdue(3, 3))} `), 1],
  ["the same with a status that refuses us", text(401, JSON.stringify(withOverdue(3, 3))), 1],
  ["the same with another status", text(500, JSON.stringify(withOverdue(3, 3))), 1],
  ["an empty object", text(200, "{}"), 1],
  ["JSON that is cut off", text(200, JSON.stringify(withOverdue(3, 3)).slice(0, -5)), 1],
  ["more than it may be", text(200, `{"data":{"x":"${"x".repeat(mostBytes)}"}}`), 1],
  ["nothing: it hangs up", (response) => response.destroy(), 2],
  ["nothing in time", () => {}, 1],
];
it.each(changes)(
  "is executed when a subgraph answers otherwise, without asking anything twice: %s",
  async (_case, misbehaviour, times) => {
    await queryUntilCached();
    fixture.tasks.misbehave(misbehaviour);
    const answer = await ask();
    expect([fixture.units.requests.length, fixture.tasks.requests.length]).toEqual([1, times]);
    expect(answer).toEqual(await askAnew());
    fixture.tasks.misbehave(undefined);
    expect(await ask()).toEqual(await askAnew());
  },
);

it("is remembered anew with what has changed", async () => {
  await queryUntilCached();
  fixture.tasks.misbehave((response) => sendJson(response, withOverdue(4, 3)));
  await ask();
  checked.mockClear();
  expect(await ask()).toEqual(await askAnew());
  expect(expectedAnswers()).toBe(2);
});

it("is still remembered when a subgraph was down for a moment", async () => {
  await queryUntilCached();
  fixture.tasks.misbehave(text(500, "down"));
  await ask();
  fixture.tasks.misbehave(undefined);
  checked.mockClear();
  await ask();
  expect(expectedAnswers()).toBe(2);
});

it("is asked of the subgraphs each time, for whoever asks", async () => {
  const verifier = statements.verifierOf("tasks");
  fixture.tasks.misbehave(async (response, { headers }) => {
    const { role } = await verifier.verify(String(headers[internalTokenHeader]));
    sendJson(response, role === "analyst" ? withOverdue(8, 9) : withOverdue(null, null));
  });
  const analyst = { authorization: `Bearer ${await token({ role: "analyst" })}` };
  await queryUntilCached();
  await queryUntilCached({ headers: analyst });
  const answered = (first: number | null, second: number | null) => ({
    status: 200,
    body: `${JSON.stringify({
      data: {
        units: [
          { name: "Ba Đình", overdue: first },
          { name: "Ngọc Hà", overdue: second },
        ],
      },
    })}\n`,
  });
  const found = [
    await ask(query, { headers: { "x-request-id": "first" } }),
    await ask(query, { headers: { ...analyst, "x-request-id": "second" } }),
    await ask(query, { headers: { "x-request-id": "third" } }),
  ];
  expect(found).toEqual([answered(null, null), answered(8, 9), answered(null, null)]);
  expect(expectedAnswers()).toBe(6);
  expect(fixture.tasks.requests.map(({ headers }) => headers["x-request-id"])).toEqual([
    ...["first", "second", "third"],
  ]);
});

it("has each of many equal requests ask for itself, also while the data changes", async () => {
  await queryUntilCached();
  let served = 0;
  fixture.tasks.misbehave((response) => sendJson(response, withOverdue(3, served++ < 20 ? 3 : 4)));
  const found = await Promise.all(Array.from({ length: 40 }, () => ask()));
  const overdue = found.map(({ body }) => JSON.parse(body).data.units[1].overdue);
  expect([overdue.filter((each) => each === 3).length, overdue.filter((each) => each === 4).length]).toEqual([
    ...[20, 20],
  ]);
  expect([fixture.units.requests.length, fixture.tasks.requests.length]).toEqual([40, 40]);
});

it("ends its fetches when its client has gone, and is still remembered", async () => {
  await queryUntilCached();
  const [reached, closed] = [Promise.withResolvers<ServerResponse>(), Promise.withResolvers<void>()];
  fixture.tasks.misbehave((response) => {
    response.once("close", () => closed.resolve());
    reached.resolve(response);
  });
  const client = new AbortController();
  const answer = ask(query, { signal: client.signal }).catch((error: Error) => error.name);
  await reached.promise;
  client.abort();
  expect(await answer).toBe("AbortError");
  await closed.promise;
  fixture.tasks.misbehave(undefined);
  checked.mockClear();
  await ask();
  expect(expectedAnswers()).toBe(2);
});

it("is forgotten when another supergraph takes over", async () => {
  await queryUntilCached();
  const others = await Promise.all([startUnits(), startTasks(9)]);
  const prepared = await fixture.gateway.prepare(compose(others));
  prepared.commit();
  await eventually(async () => ((await ask()).body.includes('"overdue":9') ? true : undefined));
  expect(expectedAnswers()).toBe(0);
  await Promise.all(others.map((stub) => stub.stop()));
});

it("is no mutation", async () => {
  for (let time = 0; time < 5; time++) await ask("mutation { closeTask }");
  expect([expectedAnswers(), fixture.tasks.requests.length]).toEqual([0, 5]);
});
