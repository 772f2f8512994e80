import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has the conferences with their day, their organizers and the observations about them", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ events { nodes { heldOn english: name(lang: EN) organizer { code } indicators { code } source { code } saidOn } } }",
  );
  expect([errors, statements]).toEqual([[], 3]);
  const hanoiTimes = { source: { code: "hanoi-times-2025-12" }, saidOn: "2025-12-25" };
  expect(data?.events).toEqual({
    nodes: [
      {
        heldOn: "2025-11-14",
        english: "Conference of Steering Committee 57 of the Hanoi Party Committee",
        organizer: { code: "BCD57" },
        indicators: [{ code: "conference.connecting-points" }, { code: "conference.delegates" }],
        source: { code: "vietnamplus-2025-11-14" },
        saidOn: "2025-11-14",
      },
      {
        heldOn: "2025-12-25",
        english: "Year-end meeting of the Central Steering Committee",
        organizer: null,
        indicators: [],
        ...hanoiTimes,
      },
      {
        heldOn: "2025-12-25",
        english: "Hanoi 2026 Action Conference",
        organizer: { code: "BCD57" },
        indicators: [{ code: "tasks.key-tasks-2026" }],
        ...hanoiTimes,
      },
    ],
  });
});

it("is read in pages, in any order, forwards and backwards", async () => {
  const orders = { CODE: "code", NAME: "name", HELD_ON: "heldOn" };
  expect(await expectPages(subgraph, { field: "events", type: "Event", orders })).toBe(3);
});

it.each([
  ['heldOn: { gt: "2025-11-14" }', 2],
  ['heldOn: { eq: "2025-11-14" }', 1],
  ['organizer: { eq: "BCD57" }', 2],
  ["organizer: { isNull: true }", 1],
  ["origin: { eq: SYNTHETIC }", 0],
  ['search: "hoi nghi hanh dong"', 1],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ events(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { events: { totalCount } }]);
});

it.each([
  [
    'organizer: { in: ["BCD58"] }',
    /^filter\.organizer\.in: expected the code of an organization; got "BCD58"/,
  ],
  ['heldOn: { gte: "2025-11-15", lt: "2025-11-15" }', /^filter\.heldOn: /],
  ['search: " "', /^filter\.search: expected 1 to 200 characters/],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(`{ events(filter: { ${filter} }) { nodes { code } } }`);
  expect(data).toEqual({ events: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["events"] },
  ]);
});

it("finds one by its code, and answers NOT_FOUND for an unknown one", async () => {
  const { data, errors } = await subgraph.execute(`{
    event(code: "hanoi-action-conference-2026") { name inferences { field } } unknown: event(code: "no-such") { code } }`);
  expect(data).toEqual({
    event: {
      name: "Hội nghị hành động năm 2026 của Hà Nội",
      inferences: [{ field: "name" }, { field: "organizer" }],
    },
    unknown: null,
  });
  expect(errors.map(({ code }) => code)).toEqual(["NOT_FOUND"]);
});
