import { coordinatePattern, fillIn, sentencePattern } from "./label-pattern";

it.each([
  ["{Type}Filter.{field}", "TaskFilter.dueOn", { Type: "Task", field: "dueOn" }],
  ["{Type}Filter.{field}", "TaskFilter", undefined],
  ["{Type}Filter.{field}", "TaskFilter.DUE_ON", undefined],
  ["{Type}OrderField.{VALUE}", "TaskOrderField.DUE_ON", { Type: "Task", VALUE: "DUE_ON" }],
  ["{Type}OrderField.{VALUE}", "TaskOrderField.dueOn", undefined],
  ["*.code", "Task.code", {}],
  ["*.code", "Task.codes", undefined],
  ["*(filter:)", "Query.tasks(filter:)", {}],
  ["*(filter:)", "Query.tasks(first:)", undefined],
  ["Query.{subgraph}Audit", "Query.tasksAudit", { subgraph: "tasks" }],
])("matches coordinates: %s and %s", (pattern, coordinate, places) => {
  const found = coordinatePattern(pattern).match(coordinate);
  if (places === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(places);
});

it("matches sentences, whatever stands in their places", () => {
  const pattern = sentencePattern("Only these {rows}. (0.5 of {n}?)");
  expect(pattern.match("Only these wards, and communes. (0.5 of 3?)")).toEqual({
    rows: "wards, and communes",
    n: "3",
  });
  expect(pattern.match("Only these . (0.5 of 3?)")).toBeUndefined();
  expect(pattern.match("Only these tasks. (0x5 of 3?)")).toBeUndefined();
});

it("knows what stands for itself, and what is fixed of the rest", () => {
  expect(
    ["Task.dueOn", "{Type}.{field}", "*.code"].map((text) => {
      const { isExact, fixed } = coordinatePattern(text);
      return [isExact, fixed];
    }),
  ).toEqual([
    [true, 10],
    [false, 1],
    [false, 5],
  ]);
});

it("fills in nothing where a place has nothing", () => {
  expect(fillIn("Trang {one} và {other}", (place) => ({ one: "1", other: "2" })[place])).toBe("Trang 1 và 2");
  expect(fillIn("Trang {one}", () => undefined)).toBeUndefined();
});
