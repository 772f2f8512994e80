import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import { infrastructure } from "../subgraph";
import { ReadinessAssessment } from "./readiness-assessment";

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterEach(() => subgraph.close());

const criteria = Object.values(ReadinessCriterion);
const readiness = "readiness { meets assessedOn origin criteria { criterion meets note } }";

/** Makes every unit meet everything, but for what a test then adds. */
async function meetEverything(): Promise<void> {
  await subgraph.dataSource.query("UPDATE readiness_assessment SET meets = TRUE, note = NULL");
}

async function assess(assessment: Partial<ReadinessAssessment>): Promise<void> {
  await subgraph.dataSource.getRepository(ReadinessAssessment).insert({
    unitCode: "00004",
    criterion: ReadinessCriterion.LAN,
    assessedOn: "2025-11-13",
    meets: true,
    note: null,
    origin: DataOrigin.REPORTED,
    ...assessment,
  });
}

/** What came back, which must be without errors. */
async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

async function readinessOf(code: string): Promise<unknown> {
  const query = `{ administrativeUnit(code: "${code}") { ${readiness} } }`;
  return (await ask<{ administrativeUnit: { readiness: unknown } }>(query)).administrativeUnit.readiness;
}

const allMet = criteria.map((criterion) => ({ criterion, meets: true, note: null }));

describe("readiness", () => {
  it("is given as of a day, by what was assessed by then", async () => {
    await meetEverything();
    await assess({ assessedOn: "2025-11-12", meets: false, note: "Hỏng bộ chia mạng" });
    const at = (day: string) => `readiness(asOf: "${day}") { meets assessedOn origin criteria { meets } }`;
    const { administrativeUnit } = await ask<{ administrativeUnit: Record<string, unknown> }>(
      `{ administrativeUnit(code: "00004") { before: ${at("2025-06-30")} dayBefore: ${at("2025-11-11")} after: ${at("2025-11-12")} } }`,
    );
    expect(administrativeUnit).toMatchObject({
      before: { meets: false, assessedOn: null, origin: null, criteria: Array(7).fill({ meets: false }) },
      dayBefore: { meets: true, assessedOn: "2025-11-10", origin: "SYNTHETIC" },
      after: { meets: false, assessedOn: "2025-11-12", origin: "SYNTHETIC" },
    });
  });

  it("is met when all seven criteria are, by the assessments of the latest day", async () => {
    await meetEverything();
    await assess({ assessedOn: "2025-11-12", meets: false, note: "Hỏng bộ chia mạng" });
    expect(await readinessOf("00004")).toEqual({
      meets: false,
      assessedOn: "2025-11-12",
      origin: "SYNTHETIC",
      criteria: [{ criterion: "LAN", meets: false, note: "Hỏng bộ chia mạng" }, ...allMet.slice(1)],
    });
    await assess({ assessedOn: "2025-11-13" });
    expect(await readinessOf("00004")).toEqual({
      meets: true,
      assessedOn: "2025-11-13",
      origin: "SYNTHETIC",
      criteria: allMet,
    });
  });

  it("does not count a criterion that was never assessed as met", async () => {
    await meetEverything();
    await subgraph.dataSource.query(
      "DELETE FROM readiness_assessment WHERE unit_code = '00004' AND criterion = 'SCANNERS'",
    );
    expect(await readinessOf("00004")).toMatchObject({ meets: false, assessedOn: "2025-11-10" });
    expect(await listed(false)).toEqual(["00004"]);
  });

  it("is REPORTED once nothing that counts is synthetic", async () => {
    await meetEverything();
    for (const criterion of criteria) {
      expect(await readinessOf("00004")).toMatchObject({ origin: "SYNTHETIC" });
      await assess({ criterion });
    }
    expect(await readinessOf("00004")).toMatchObject({ origin: "REPORTED" });
  });

  it("of the city is met, criterion by criterion, when all 126 units meet it", async () => {
    await meetEverything();
    expect(await readinessOf("01")).toEqual({
      meets: true,
      assessedOn: "2025-11-10",
      origin: "SYNTHETIC",
      criteria: allMet,
    });
    await assess({ unitCode: "00004", meets: false });
    await assess({ unitCode: "00008", meets: false });
    await assess({ unitCode: "00025", criterion: ReadinessCriterion.COMPUTERS, meets: false });
    expect(await readinessOf("01")).toEqual({
      meets: false,
      assessedOn: "2025-11-13",
      origin: "SYNTHETIC",
      criteria: allMet.map((check) => {
        if (check.criterion === "LAN") return { ...check, meets: false, note: "2/126 đơn vị chưa đạt" };
        if (check.criterion === "COMPUTERS") return { ...check, meets: false, note: "1/126 đơn vị chưa đạt" };
        return check;
      }),
    });
  });

  it("is the same in the field, the filter and the share of the city", async () => {
    const answer = await ask<{ administrativeUnits: { nodes: Unit[] }; administrativeUnitStats: unknown }>(`{
      administrativeUnits(first: 200) { nodes { code readiness { meets } } }
      administrativeUnitStats { totals { units readyShare { numerator denominator value } } } }`);
    const { nodes } = answer.administrativeUnits;
    const meeting = nodes.filter((unit) => unit.readiness.meets).map((unit) => unit.code);
    const missing = nodes.filter((unit) => !unit.readiness.meets).map((unit) => unit.code);
    expect(await listed(true)).toEqual(meeting);
    expect(await listed(false)).toEqual(missing);
    // A quarter of the units misses something: an assumption of the demonstration data.
    expect(answer.administrativeUnitStats).toEqual({
      totals: { units: 126, readyShare: { numerator: 94, denominator: 126, value: 94 / 126 } },
    });
    expect(meeting).toHaveLength(94);
  });
});

interface Unit {
  code: string;
  readiness: { meets: boolean };
}

async function listed(ready: boolean): Promise<string[]> {
  const { administrativeUnits } = await ask<{ administrativeUnits: { nodes: Unit[] } }>(
    "query ($ready: Boolean) { administrativeUnits(first: 200, filter: { ready: $ready }) { nodes { code } } }",
    { ready },
  );
  return administrativeUnits.nodes.map(({ code }) => code);
}
