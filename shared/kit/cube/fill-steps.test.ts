import { loanCube } from "../../../test/template/loan/loan.cube";
import { fillSteps } from "./fill-steps";
import { noCounts } from "./measure";
import { bucketKey, type Group, groupKey, type StatisticsQuery } from "./statistics-query";

const names = [bucketKey, "library", "reader"];
const groupOf = (bucket: string, library: string, reader: string): Group => ({
  keys: { [bucketKey]: bucket, library, reader },
  counts: { ...noCounts(loanCube), lent: 1 },
});
const visible = [
  // The first library has all of the first two years, the other one lacks much of them.
  groupOf("2023-01-01", "A", "ADULT"),
  groupOf("2023-01-01", "A", "CHILD"),
  groupOf("2024-01-01", "A", "ADULT"),
  groupOf("2024-01-01", "A", "CHILD"),
  groupOf("2023-01-01", "B", "ADULT"),
  groupOf("2025-01-01", "B", "CHILD"),
];
const combinations = ["A", "B"].flatMap((library) =>
  ["ADULT", "CHILD"].map((reader) => ({ library, reader })),
);
const query: StatisticsQuery = {
  groupBy: ["LIBRARY", "READER"],
  timeBucket: { field: "LENT", grain: "YEAR", fillGaps: true },
  first: 1,
};
const lacking = (asked: StatisticsQuery) =>
  fillSteps(loanCube, asked, "2025-11-14", { visible, combinations, isAll: true })
    .slice(visible.length)
    .map(({ keys }) => groupKey(keys, names))
    .toSorted();
const keysOf = (...keys: [bucket: string, library: string, reader: string][]) =>
  keys.map((key) => groupKey(groupOf(...key).keys, names)).toSorted();

it("fills the first steps that lack as many as are read", () => {
  expect(lacking(query)).toEqual(
    keysOf(["2023-01-01", "B", "CHILD"], ["2024-01-01", "B", "ADULT"], ["2024-01-01", "B", "CHILD"]),
  );
});

it("fills those of each key, however much another one lacks, where the first within each are read", () => {
  const asked = { ...query, topWithin: { dimension: "LIBRARY", first: 1 } };
  expect(lacking(asked)).toEqual(
    keysOf(["2023-01-01", "B", "CHILD"], ["2025-01-01", "A", "ADULT"], ["2025-01-01", "A", "CHILD"]),
  );
});
