import "../config/environment";
import {
  type GatewayFixture,
  startFixture,
  startOver,
  token,
} from "../../test/support/gateway/gateway-fixture";
import { sendJson } from "../../test/support/gateway/gateway-stub";

/*
 * Fetches that are sent no second time: operations that differ, over two subgraphs that tell their states. Each test has a
 * gateway of its own, which has kept nothing yet.
 */
let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await startFixture({ GATEWAY_EXECUTOR: "own", KEPT_ANSWERS_MB: 8, KEPT_FETCHES_MB: 8 });
  for (const { states } of stubs()) states.begin();
});
afterEach(() => fixture.stop());

const stubs = () => [fixture.units, fixture.tasks];
/** How many requests for data units and tasks have had since this was last asked. */
const fetches = () => stubs().map(({ requests }) => requests.splice(0).length);

/** A query that has its fetch of units in common with those of other days, and not that of tasks. */
const ofDay = (day: number) => `{ units { name overdue(asOf: "2025-10-${String(day).padStart(2, "0")}") } }`;

async function ask(text: string, headers: Record<string, string> = {}, url = fixture.gateway.url) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: text }),
  });
  return response.text();
}

const sent = (name: string, overdue = 3) =>
  `${JSON.stringify({
    data: {
      units: [
        { name: `Ba Đình${name}`, overdue },
        { name: `Ngọc Hà${name}`, overdue },
      ],
    },
  })}\n`;

/** Two days, after which what they have in common is kept. */
async function askTwoDays(): Promise<void> {
  expect([await ask(ofDay(1)), await ask(ofDay(2))]).toEqual([sent(""), sent("")]);
  expect(fetches()).toEqual([2, 2]);
}

it("asks another day's figures alone: what days have in common is sent no third time", async () => {
  await askTwoDays();
  expect(await ask(ofDay(3))).toBe(sent(""));
  expect(fetches()).toEqual([0, 1]);
});

it("sends it anew when its own subgraph has changed, and not when another has", async () => {
  await askTwoDays();
  fixture.tasks.states.change();
  await ask(ofDay(3));
  expect(fetches()).toEqual([0, 1]);
  const units = [
    { __typename: "Unit", name: "Ba Đình mới", code: "00004" },
    { __typename: "Unit", name: "Ngọc Hà mới", code: "00008" },
  ];
  fixture.units.misbehave((response) => sendJson(response, { data: { units } }));
  fixture.units.states.change();
  expect(await ask(ofDay(4))).toBe(sent(" mới"));
  expect(fetches()).toEqual([1, 1]);
});

it("fetches from the changed subgraph alone when a query comes again", async () => {
  for (let time = 0; time < 3; time++) await ask(ofDay(1));
  fetches();
  fixture.tasks.misbehave((response) => sendJson(response, tasksAnswer(9)));
  fixture.tasks.states.change();
  expect(await ask(ofDay(1))).toBe(sent("", 9));
  expect(fetches()).toEqual([0, 1]);
});

it("keeps nothing of a fetch during which something was committed", async () => {
  await ask(ofDay(1));
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  fixture.units.misbehave(async (response) => {
    reached.resolve();
    await go.promise;
    sendJson(response, {
      data: {
        units: [
          { __typename: "Unit", name: "Ba Đình", code: "00004" },
          { __typename: "Unit", name: "Ngọc Hà", code: "00008" },
        ],
      },
    });
  });
  const during = ask(ofDay(2));
  await reached.promise;
  fixture.units.states.change();
  go.resolve();
  await during;
  fixture.units.misbehave(undefined);
  fetches();
  await ask(ofDay(3));
  expect(fetches()).toEqual([1, 1]);
});

it("gives each viewer what was fetched for one like it", async () => {
  const as = async (sub: string) => ({ authorization: `Bearer ${await token({ role: "analyst", sub })}` });
  await askTwoDays();
  for (const sub of ["one", "other"]) {
    const headers = await as(sub);
    await ask(ofDay(3), headers);
    expect(fetches()).toEqual([1, 1]);
  }
});

it("keeps no fetch that failed, told an error or was answered out of its state", async () => {
  const bad = [
    () => fixture.units.misbehave((response) => response.destroy()),
    () =>
      fixture.units.misbehave((response) => sendJson(response, { data: null, errors: [{ message: "no" }] })),
    () => fixture.units.states.leave(true),
  ];
  let day = 1;
  for (const begin of bad) {
    begin();
    for (let time = 0; time < 4; time++) await ask(ofDay(day++));
    fetches();
    await ask(ofDay(day++));
    expect(fetches()[0]).toBeGreaterThan(0);
    fixture.units.misbehave(undefined);
    fixture.units.states.leave(false);
  }
});

it("reads anew within a mutation, and after one", async () => {
  await askTwoDays();
  fixture.tasks.misbehave((response) => {
    fixture.units.states.change();
    sendJson(response, { data: { closeTask: 1 } });
  });
  await ask("mutation { closeTask }");
  fixture.tasks.misbehave(undefined);
  fetches();
  await ask(ofDay(3));
  expect(fetches()).toEqual([1, 1]);
});

it("fetches as ever while a subgraph does not tell its state", async () => {
  await askTwoDays();
  fixture.units.states.before = () => new Promise(() => undefined);
  expect(await ask(ofDay(3))).toBe(sent(""));
  expect(fetches()).toEqual([1, 1]);
});

it("keeps none where nothing is to be kept", async () => {
  const gateway = await startOver(fixture.supergraphSdl, { GATEWAY_EXECUTOR: "own", KEPT_FETCHES_MB: 0 });
  await gateway.ready;
  for (let day = 1; day < 5; day++) await ask(ofDay(day), {}, gateway.url);
  expect([fetches(), stubs().map(({ states }) => states.asked)]).toEqual([
    [4, 4],
    [0, 0],
  ]);
  await gateway.stop();
});

/** As tasks answers, whatever name the gateway has given the field. */
function tasksAnswer(overdue: number): object {
  const [last] = fixture.tasks.requests.slice(-1);
  const name = /(\w+)\s*:\s*overdue/.exec(last?.query ?? "")?.[1] ?? "overdue";
  const entity = { __typename: "Unit", [name]: overdue };
  return { data: { _entities: [entity, entity] } };
}
