import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { fromRoot } from "../../shared/base/project/project-root";

/** The tasks sector refers to sources and indicators whose home is innovation; its lists must not drift from them. */

function read(file: string): Record<string, string>[] {
  return parse(readFileSync(fromRoot("subgraphs", file)), { columns: true, bom: true });
}

it("knows the sources at their home", () => {
  const home = read("innovation/seed/data/sources.csv").map(({ id }) => id);
  expect(read("tasks/seed/data/sources.csv").map(({ id }) => id)).toEqual(home);
});

it("knows the indicators at their home, with their digits", () => {
  const home = read("innovation/seed/data/indicators.csv").map(({ code, decimals }) => ({ code, decimals }));
  expect(read("tasks/seed/data/indicators.csv")).toEqual(home);
});

it.each([
  ["infrastructure/seed/data/unit-claims.csv", "source_id"],
  ["infrastructure/seed/data/platforms.csv", "source_id"],
  ["innovation/seed/data/index-editions.csv", "score_source_id"],
])("names only known sources in %s", (file, column) => {
  const known = read("innovation/seed/data/sources.csv").map(({ id }) => id);
  const ids = read(file).flatMap((row) => row[column] || []);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !known.includes(id))).toEqual([]);
});

const named = [
  ["programmes.csv", "indicator_code"],
  ["events.csv", "indicator_codes"],
  ["objectives.csv", "indicator_code"],
] as const;

it.each(named)("names only known indicators in %s", (file, column) => {
  const known = read("innovation/seed/data/indicators.csv").map(({ code }) => code);
  const codes = read(`tasks/seed/data/${file}`).flatMap(
    (row) => row[column]?.split(";").filter(Boolean) ?? [],
  );
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !known.includes(code))).toEqual([]);
});

it.each(["tasks", "innovation"])("says of rows that are there what was inferred in %s", (sector) => {
  const files: Record<string, [string, string][]> = {
    IndexPillar: [["index-pillars.csv", "code"]],
    Bottleneck: [["bottlenecks.csv", "code"]],
    Event: [["events.csv", "code"]],
    Indicator: [["indicators.csv", "code"]],
    Milestone: [["milestones.csv", "code"]],
    Objective: [["published-objectives.csv", "code"]],
    PolicyDocument: [["policy-documents.csv", "code"]],
    Programme: [["programmes.csv", "code"]],
    Task: [["published-tasks.csv", "code"]],
  };
  for (const { subject = "", key } of read(`${sector}/seed/data/inferences.csv`)) {
    if (subject === "IndexEdition") {
      const editions = read("innovation/seed/data/index-editions.csv");
      expect(editions.map(({ index_code, year }) => `${index_code}/${year}`)).toContain(key);
      continue;
    }
    if (subject === "Target") {
      const keys = read("innovation/seed/data/published-claims.csv")
        .filter(({ basis }) => basis === "TARGET")
        .map((claim) => `${claim.indicator_code}/${claim.source_id}`);
      expect(keys).toContain(key);
      continue;
    }
    const keys = (files[subject] ?? []).flatMap(([file, column]) =>
      read(`${sector}/seed/data/${file}`).map((row) => row[column]),
    );
    expect(keys).toContain(key);
  }
});
