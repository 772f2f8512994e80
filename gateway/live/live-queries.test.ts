import { compose, startOver } from "../../test/support/gateway/gateway-fixture";
import { type StubSubgraph, sendJson, startStub } from "../../test/support/gateway/gateway-stub";
import { holdLive } from "../../test/support/live/live-reading";
import type { RunningGateway } from "../gateway-options";

/* The engine before two stubs: what is told of changes, what is executed then, and what readers get. */

let units: StubSubgraph;
let tasks: StubSubgraph;
let gateway: RunningGateway;
/** What the stubs answer now. */
const data = { name: "Ba Đình", overdue: 3 };

beforeAll(async () => {
  units = await startStub(
    "units",
    'type Unit @key(fields: "code") { code: ID! name: String } type Query { unit: Unit secret: String }',
    { Query: { unit: () => ({ code: "1", name: data.name }), secret: () => "s" } },
  );
  tasks = await startStub(
    "tasks",
    'type Unit @key(fields: "code") { code: ID! overdue: Int } type Query { overdue(least: Int): Int tasksAudit: Int } type Mutation { close: Int }',
    {
      Query: { overdue: () => data.overdue, tasksAudit: () => 1 },
      Mutation: { close: () => 1 },
      Unit: { __resolveReference: (reference) => reference, overdue: () => data.overdue },
    },
  );
  gateway = await startOver(compose([units, tasks]), { live: { all: 5, ofClient: 2 } });
  await gateway.ready;
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([units.stop(), tasks.stop()]);
});
beforeEach(() => {
  Object.assign(data, { name: "Ba Đình", overdue: 3 });
  units.requests.length = 0;
  tasks.requests.length = 0;
});

const set = (change: Partial<typeof data>, stub: StubSubgraph) => {
  Object.assign(data, change);
  stub.feed.change();
};
const board = "subscription { live { unit { name overdue } } }";
const boardOf = (name: string, overdue: number) => ({ data: { live: { unit: { name, overdue } } } });

it("sends the answer at once, and again when what it was fetched from has changed", async () => {
  const reading = await holdLive(gateway.live, board);
  expect(await reading.next()).toEqual(boardOf("Ba Đình", 3));
  set({ overdue: 4 }, tasks);
  expect(await reading.next()).toEqual(boardOf("Ba Đình", 4));
  set({ name: "Ngọc Hà" }, units);
  expect(await reading.next()).toEqual(boardOf("Ngọc Hà", 4));
  reading.leave();
  expect(await reading.next()).toBeUndefined();
  expect(gateway.live.count).toBe(0);
});

it.each([
  ["subscription { overdue }", { overdue: 3 }],
  ["subscription { many: overdue(least: 1) }", { many: 3 }],
  [
    "subscription Named { now: live { a: overdue, overdue(least: 2), u: unit { n: name } } }",
    {
      now: { a: 3, overdue: 3, u: { n: "Ba Đình" } },
    },
  ],
  [
    "subscription { ...F } fragment F on Subscription { live { overdue } live { __typename ...G } } fragment G on Query { unit { name } }",
    {
      live: { overdue: 3, __typename: "Query", unit: { name: "Ba Đình" } },
    },
  ],
  [
    "subscription { live { __schema { subscriptionType { name } } } }",
    {
      live: { __schema: { subscriptionType: { name: "Subscription" } } },
    },
  ],
])("%s answers as the query does", async (query, expected) => {
  const reading = await holdLive(gateway.live, query);
  expect(await reading.next()).toEqual({ data: expected });
  reading.leave();
});

it("takes variables, and shares an execution among equal operations of equal viewers", async () => {
  const query =
    "subscription ($least: Int, $with: Boolean!) { live { overdue(least: $least) unit @include(if: $with) { name } } }";
  const variables = { least: 1, with: false };
  const [one, other] = [
    await holdLive(gateway.live, query, { variables }),
    await holdLive(gateway.live, query, { variables: { with: false, least: 1, unused: 1 } }),
  ];
  const third = await holdLive(gateway.live, query, { variables: { ...variables, with: true } });
  expect(await Promise.all([one.next(), other.next(), third.next()])).toEqual([
    { data: { live: { overdue: 3 } } },
    { data: { live: { overdue: 3 } } },
    { data: { live: { overdue: 3, unit: { name: "Ba Đình" } } } },
  ]);
  expect({ tasks: tasks.requests.length, units: units.requests.length }).toEqual({ tasks: 2, units: 1 });
  set({ overdue: 4 }, tasks);
  expect(await Promise.all([one.next(), other.next()])).toEqual(
    [1, 2].map(() => ({ data: { live: { overdue: 4 } } })),
  );
  await third.next();
  expect(tasks.requests.length).toBe(4);
  for (const each of [one, other, third]) each.leave();
});

it("executes nothing for a subgraph that it has not fetched from, and sends nothing that is the same", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  await reading.next();
  set({ name: "X" }, units);
  units.feed.change();
  // Touched, and the same again.
  tasks.feed.change();
  set({ overdue: 9 }, tasks);
  expect(await reading.next()).toEqual({ data: { overdue: 9 } });
  expect(units.requests).toEqual([]);
  expect(tasks.requests.length).toBeLessThanOrEqual(3);
  reading.leave();
});

it("is not touched by what only the audit shows, unless it shows the audit", async () => {
  const [reading, audit] = [
    await holdLive(gateway.live, "subscription { overdue }"),
    await holdLive(gateway.live, "subscription { live { overdue tasksAudit } }"),
  ];
  await reading.next();
  await audit.next();
  tasks.requests.length = 0;
  Object.assign(data, { overdue: 70 });
  tasks.feed.change("audit_entry");
  expect(await audit.next()).toEqual({ data: { live: { overdue: 70, tasksAudit: 1 } } });
  expect(tasks.requests.length).toBe(1);
  tasks.feed.change();
  expect(await reading.next()).toEqual({ data: { overdue: 70 } });
  reading.leave();
  audit.leave();
});

it("gives a reader who comes late the newest answer alone", async () => {
  const [slow, fast] = [
    await holdLive(gateway.live, "subscription { overdue }"),
    await holdLive(gateway.live, "subscription { overdue }"),
  ];
  await slow.next();
  await fast.next();
  for (const overdue of [10, 11, 12]) {
    set({ overdue }, tasks);
    await fast.until({ data: { overdue } });
  }
  expect(await slow.next()).toEqual({ data: { overdue: 12 } });
  slow.leave();
  fast.leave();
});

it("executes once more for changes that come while it is executed", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  // Touched by the same notices: when it shows a change, they have been read.
  const other = await holdLive(gateway.live, "subscription { unit { overdue } }");
  await reading.next();
  await other.next();
  const begun = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  tasks.misbehave(async (response) => {
    const { overdue } = data;
    if (tasks.requests.at(-1)?.query.includes("_entities"))
      return sendJson(response, { data: { _entities: [{ overdue }] } });
    begun.resolve();
    await going.promise;
    sendJson(response, { data: { overdue } });
  });
  set({ overdue: 20 }, tasks);
  await begun.promise;
  for (const overdue of [21, 22, 23]) set({ overdue }, tasks);
  await other.until({ data: { unit: { overdue: 23 } } });
  const executed = gateway.live.executions;
  tasks.misbehave(undefined);
  going.resolve();
  expect(await reading.next()).toEqual({ data: { overdue: 20 } });
  expect(await reading.next()).toEqual({ data: { overdue: 23 } });
  expect(gateway.live.executions - executed).toBe(1);
  reading.leave();
  other.leave();
});

it("makes up for a feed that breaks, by its position", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  await reading.next();
  tasks.feed.setBroken(true);
  set({ overdue: 30 }, tasks);
  tasks.feed.setBroken(false);
  expect(await reading.next()).toEqual({ data: { overdue: 30 } });
  expect(tasks.feed.opened.at(-1)).not.toBeNull();
  reading.leave();
});

it("takes everything for changed when a position is lost", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  await reading.next();
  tasks.feed.setBroken(true);
  Object.assign(data, { overdue: 31 });
  tasks.feed.change();
  tasks.feed.forget();
  tasks.feed.setBroken(false);
  expect(await reading.next()).toEqual({ data: { overdue: 31 } });
  expect(tasks.feed.opened.at(-1)).toBeNull();
  reading.leave();
});

it("marks answers while a feed is behind, has errors while the subgraph is down, and comes back", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  await reading.next();
  tasks.setDown(true);
  expect(await reading.next()).toEqual({ data: { overdue: 3 }, extensions: { live: { isBehind: true } } });
  Object.assign(data, { overdue: 40 });
  tasks.setDown(false);
  await reading.until({ data: { overdue: 40 } });
  reading.leave();
});

it("executes at an instant that is not before what a subgraph's clock has passed", async () => {
  const reading = await holdLive(gateway.live, "subscription { overdue }");
  await reading.next();
  const ahead = new Date(Date.now() + 3_000).toISOString();
  Object.assign(data, { overdue: 41 });
  tasks.feed.pass(ahead);
  await reading.next();
  expect(tasks.requests.at(-1)?.headers["x-graph-now"]).toBe(ahead);
  reading.leave();
});

it.each([
  ["{ overdue }", "BAD_REQUEST", "Expected a subscription, got a query."],
  ["mutation { close }", "BAD_REQUEST", "Expected a subscription, got a mutation."],
  [
    "subscription { nothing }",
    "GRAPHQL_VALIDATION_FAILED",
    'Cannot query field "nothing" on type "Subscription".',
  ],
  [
    "subscription { overdue unit { name } }",
    "GRAPHQL_VALIDATION_FAILED",
    "Anonymous Subscription must select only one top level field.",
  ],
  [
    "subscription ($a: Boolean!) { overdue @skip(if: $a) }",
    "GRAPHQL_VALIDATION_FAILED",
    "Expected no @skip or @include at the root of a subscription; within its field they may stand.",
  ],
  [
    "subscription ($a: Int!) { overdue(least: $a) }",
    "BAD_USER_INPUT",
    'Variable "$a" of required type "Int!" was not provided.',
  ],
  ["subscription {", "GRAPHQL_PARSE_FAILED", "Syntax Error: Expected Name, found <EOF>."],
])("refuses %s", async (query, code, message) => {
  await expect(holdLive(gateway.live, query)).rejects.toThrow(JSON.stringify([[code, message]]));
  expect(gateway.live.count).toBe(0);
});

it("refuses more than a client, and more than the process may hold", async () => {
  const rate = (client: string) => ({ rate: { client, charge: async () => {} } });
  const hold = (client: string) => holdLive(gateway.live, "subscription { overdue }", rate(client));
  const held = [await hold("a"), await hold("a"), await hold("b"), await hold("b")];
  await expect(hold("a")).rejects.toThrow("RATE_LIMITED");
  held.push(await hold("c"));
  await expect(hold("d")).rejects.toThrow("SERVICE_UNAVAILABLE");
  for (const each of held) each.leave();
  const again = await hold("d");
  again.leave();
});

it("charges the beginning to whoever begins, and each execution to all in equal parts", async () => {
  const charged: Record<string, number[]> = { a: [], b: [] };
  const rate = (client: string) => ({
    rate: { client, charge: async (cost: number) => void charged[client]?.push(cost) },
  });
  const query = "subscription { live { unit { name overdue } } }";
  const [one, other] = [
    await holdLive(gateway.live, query, rate("a")),
    await holdLive(gateway.live, query, rate("b")),
  ];
  await one.next();
  await other.next();
  const [cost = 0] = charged.a ?? [];
  set({ overdue: 50 }, tasks);
  await one.next();
  await other.next();
  expect(cost).toBeGreaterThan(1);
  expect(charged).toEqual({ a: [cost, Math.max(1, cost / 2)], b: [cost, Math.max(1, cost / 2)] });
  one.leave();
  other.leave();
});

it("ends when the token has ended", async () => {
  let expiresAt = Date.now() + 60_000;
  const reading = await holdLive(gateway.live, "subscription { overdue }", {
    viewer: { role: "analyst", subject: "s", organization: null },
    token: () => ({ claims: { sub: "s" }, expiresAt }),
  });
  await reading.next();
  expiresAt = Date.now();
  await expect(reading.next()).rejects.toThrow("this one has expired");
  expect(await reading.next()).toBeUndefined();
  expect(gateway.live.count).toBe(0);
});

it("is never executed for another viewer", async () => {
  const as = (subject: string, role: "analyst" | "admin") => ({
    viewer: { role, subject, organization: null },
  });
  const held = [];
  for (const viewer of [as("a", "analyst"), as("b", "analyst"), as("a", "admin")])
    held.push(await holdLive(gateway.live, "subscription { overdue }", viewer));
  await Promise.all(held.map((each) => each.next()));
  expect(tasks.requests.length).toBe(3);
  for (const each of held) each.leave();
});

it("leaves the feeds when nobody holds a live query any more, and ends all when it is stopped", async () => {
  const own = await startOver(compose([units, tasks]));
  await own.ready;
  const before = tasks.feed.readers;
  const reading = await holdLive(own.live, "subscription { overdue }");
  await reading.next();
  expect(tasks.feed.readers).toBe(before + 1);
  await own.stop();
  expect(await reading.next()).toBeUndefined();
  await tasks.feed.untilReaders(before);
  await expect(holdLive(own.live, "subscription { overdue }")).rejects.toThrow("SERVICE_UNAVAILABLE");
});

it("goes on with a new supergraph, but for what is not valid on it", async () => {
  const own = await startOver(compose([units, tasks]));
  await own.ready;
  const withoutSecret = await startStub(
    "units",
    'type Unit @key(fields: "code") { code: ID! name: String } type Query { unit: Unit }',
    { Query: { unit: () => ({ code: "1", name: "Mới" }) } },
  );
  const secret = await holdLive(own.live, "subscription { secret }");
  const others = [
    await holdLive(own.live, "subscription { overdue }"),
    await holdLive(own.live, "subscription { unit { name } }"),
    await holdLive(own.live, board),
  ];
  await secret.next();
  await Promise.all(others.map((each) => each.next()));
  (await own.prepare(compose([withoutSecret, tasks]))).commit();
  await expect(secret.next()).rejects.toThrow('Cannot query field "secret" on type "Subscription".');
  expect(await others[1]?.next()).toEqual({ data: { unit: { name: "Mới" } } });
  set({ overdue: 80 }, tasks);
  await others[0]?.until({ data: { overdue: 80 } });
  await others[2]?.until(boardOf("Mới", 80));
  await own.stop();
  await withoutSecret.stop();
});
