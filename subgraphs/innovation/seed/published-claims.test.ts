import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { fromRoot } from "../../../shared/base/project/project-root";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";
import { type PublishedClaim, publishedAt } from "./published-claims";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

/** The file as text, read without the code that seeds it; an empty cell is null. */
function rowsOf(name: string): Record<string, string | null>[] {
  const rows: Record<string, string>[] = parse(
    readFileSync(fromRoot(`subgraphs/innovation/seed/data/${name}`)),
    {
      columns: true,
    },
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === "" ? null : cell])),
  );
}

/** What the dates of a claim are called, for each combination that occurs. */
const periods: Record<string, string | null> = {
  "2022-01-01 2022-12-31": "2022",
  "2023-01-01 2023-12-31": "2023",
  "2024-01-01 2024-12-31": "2024",
  "2025-01-01 2025-12-31": "2025",
  "2026-01-01 2026-12-31": "2026",
  "2025-11-14 2025-11-14": "2025-11-14",
  "2025-01-01 2025-09-30": "2025-01-01/2025-09-30",
  "2025-01-01 2025-11-14": "2025-01-01/2025-11-14",
  "2025-01-01 2025-12-04": "2025-01-01/2025-12-04",
  "2025-01-01 2025-12-25": "2025-01-01/2025-12-25",
  "2025-07-01 2025-11-12": "2025-07-01/2025-11-12",
  "null 2025-12-05": "../2025-12-05",
  "null 2025-12-07": "../2025-12-07",
  "null 2025-12-20": "../2025-12-20",
  "null 2025-12-31": "../2025-12-31",
};

const publishedAtOf: Record<string, string> = {
  "dantri-2025-10-21": "2025-10-20T17:00:00.000Z",
  "dantri-2026-03-11": "2026-03-10T17:00:00.000Z",
  "huengaynay-2025-10-20": "2025-10-19T17:00:00.000Z",
  "nguoihanoi-2025-02-07": "2025-02-06T17:00:00.000Z",
  "tudonghoangaynay-2024-03-13": "2024-03-12T17:00:00.000Z",
  "vietnamnews-2024-12-31": "2024-12-30T17:00:00.000Z",
  "vnexpress-2025-10-01": "2025-09-30T17:00:00.000Z",
  "doanhnghiepvn-2025-12-04": "2025-12-03T17:00:00.000Z",
  "steering-committee-57-report-2025-11": "2025-11-13T17:00:00.000Z",
  "vietnamplus-2025-11-14": "2025-11-13T17:00:00.000Z",
  "hanoi-times-2025-12": "2025-12-24T17:00:00.000Z",
};

const national = ["tasks.national.monitored", "tasks.national.difficulties", "economy.sector-share.national"];

const common = "indicator { code sector { code } measurementUnit } value qualifier period source { code }";
const everything = `{ indicators(first: 200) { nodes {
  code
  decimals
  definition
  observations(first: 200) {
    totalCount
    nodes { ${common} periodStart periodEnd unit { code } organization { code } note publishedAt origin status revision }
  }
  targets { nodes { ${common} note dueOn dueOnAssumed } }
} } }`;

interface IndicatorAnswer {
  code: string;
  decimals: number;
  definition: string;
  observations: { totalCount: number; nodes: object[] };
  targets: { nodes: object[] };
}

function byText(rows: object[]): string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

it("answers every row of the claims file, to the last digit, and nothing else, in one statement per batch", async () => {
  const { data, errors, statements } = await subgraph.execute(everything);
  expect(errors).toEqual([]);
  // Keys and rows of indicators and of targets; keys, rows and counts of observations; the sources of the targets, and
  // of the observations, which come later.
  expect(statements).toBe(10);
  const { nodes: indicators } = (data as { indicators: { nodes: IndicatorAnswer[] } }).indicators;
  const claims = rowsOf("published-claims.csv");
  expect(claims).toHaveLength(91);

  const shared = (claim: Record<string, string | null>) => ({
    indicator: { code: claim.indicator_code, sector: { code: claim.sector }, measurementUnit: claim.unit },
    value: claim.value,
    qualifier: claim.qualifier,
    period: periods[`${claim.period_start} ${claim.period_end}`] ?? claim.as_of,
    source: { code: claim.source_id },
  });
  const observations = claims
    .filter(({ basis }) => basis === "REPORTED")
    .map((claim) => ({
      ...shared(claim),
      periodStart: claim.period_start ?? (claim.period_end === null ? claim.as_of : null),
      periodEnd: claim.period_end ?? claim.as_of,
      unit: national.includes(claim.indicator_code ?? "") ? null : { code: "01" },
      organization: null,
      note: claim.note,
      publishedAt: publishedAtOf[claim.source_id ?? ""],
      origin: "PUBLISHED",
      status: "NORMAL",
      revision: 1,
    }));
  const answered = indicators.flatMap((indicator) => indicator.observations.nodes);
  expect(byText(answered)).toEqual(byText(observations));
  expect(indicators.reduce((sum, indicator) => sum + indicator.observations.totalCount, 0)).toBe(
    observations.length,
  );

  const targets = claims
    .filter(({ basis }) => basis === "TARGET")
    .map((claim) => ({
      ...shared(claim),
      note: claim.note,
      // The one target that says no day at all is assumed due at the end of its source's year.
      dueOn: claim.period_end ?? "2025-12-31",
      dueOnAssumed: claim.indicator_code === "procedures.restructure.count",
    }));
  expect(byText(indicators.flatMap((indicator) => indicator.targets.nodes))).toEqual(byText(targets));
});

it("names every indicator of the claims in both languages, and says when its scope is national", async () => {
  const { data } = await subgraph.execute(
    "{ indicators(first: 200) { nodes { code definition inEnglish: definition(lang: EN) decimals name english: name(lang: EN) } } }",
  );
  const { nodes: indicators } = (
    data as {
      indicators: {
        nodes: { code: string; definition: string; inEnglish: string; decimals: number }[];
      };
    }
  ).indicators;
  const claims = rowsOf("published-claims.csv");
  const firstNames = new Map(claims.toReversed().map((claim) => [claim.indicator_code, claim.name_en]));
  expect(indicators.map(({ code }) => code)).toEqual([...firstNames.keys()].toSorted());
  expect(indicators).toEqual(
    indicators.map((indicator) => ({
      ...indicator,
      name: expect.stringMatching(/\p{L}/u),
      english: firstNames.get(indicator.code),
    })),
  );
  const saidNational = indicators.filter(({ inEnglish }) => /National scope/.test(inEnglish));
  expect(saidNational.filter(({ definition }) => !definition.includes("Phạm vi cả nước"))).toEqual([]);
  expect(saidNational.map(({ code }) => code).toSorted()).toEqual(national.toSorted());
  const digits = (code: string) =>
    claims
      .filter((claim) => claim.indicator_code === code)
      .map(({ value }) => value?.split(".")[1]?.length ?? 0);
  expect(indicators.filter(({ code, decimals }) => Math.max(...digits(code)) > decimals)).toEqual([]);
});

it("answers every source as published", async () => {
  const { data } = await subgraph.execute(
    "{ sourceDocuments(first: 200) { nodes { id: code publisher title title_vi: title(lang: VI) title_en: title(lang: EN) published_on: publishedOn url } } }",
  );
  const { nodes } = (data as { sourceDocuments: { nodes: object[] } }).sourceDocuments;
  expect(byText(nodes)).toEqual(byText(rowsOf("sources.csv")));
});

describe("the instant at which a source became public", () => {
  const source = {
    id: "s",
    publisher: null,
    title: "",
    title_vi: "",
    title_en: "",
    published_on: "2025-11" as string | null,
    url: null,
  };
  const claim = (as_of: string, basis: "REPORTED" | "TARGET" = "REPORTED", source_id = "s") =>
    ({ as_of, basis, source_id }) as PublishedClaim;

  it.each([
    ["is its day", "2025-11-14", [claim("2025-11-20")], "2025-11-13T17:00:00.000Z"],
    [
      "is the latest day that its figures speak of",
      "2025-11",
      [claim("2025-11-20"), claim("2025-11-03")],
      "2025-11-19T17:00:00.000Z",
    ],
    [
      "is within its month",
      "2025-11",
      [claim("2025-11-20"), claim("2025-12-01")],
      "2025-11-19T17:00:00.000Z",
    ],
    [
      "does not go by targets",
      "2025-11",
      [claim("2025-11-20"), claim("2025-11-30", "TARGET")],
      "2025-11-19T17:00:00.000Z",
    ],
    [
      "does not go by other sources",
      "2025-11",
      [claim("2025-11-20"), claim("2025-11-30", "REPORTED", "t")],
      "2025-11-19T17:00:00.000Z",
    ],
  ])("%s", (_, published_on, claims, expected) => {
    expect(publishedAt({ ...source, published_on }, claims).toISOString()).toBe(expected);
  });

  it.each([[null], ["2025-11"]])("is refused when nothing dates it: %s", (published_on) => {
    expect(() => publishedAt({ ...source, published_on }, [claim("2025-12-01")])).toThrow(
      "Expected the source s to be dated",
    );
  });
});
