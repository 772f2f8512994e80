import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has the conferences with their day, their organizers and the observations about them", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ events { heldOn english: name(lang: EN) organizer { code } indicators { code } source { id } saidOn } }",
  );
  expect([errors, statements]).toEqual([[], 2]);
  const hanoiTimes = { source: { id: "hanoi-times-2025-12" }, saidOn: "2025-12-25" };
  expect(data?.events).toEqual([
    {
      heldOn: "2025-11-14",
      english: "Conference of Steering Committee 57 of the Hanoi Party Committee",
      organizer: { code: "BCD57" },
      indicators: [{ code: "conference.connecting-points" }, { code: "conference.delegates" }],
      source: { id: "vietnamplus-2025-11-14" },
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
