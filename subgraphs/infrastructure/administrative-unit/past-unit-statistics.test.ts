import sql from "sql-template-tag";
import { expectTruthOf } from "../../../test/support/statistics/cube-truth";
import { expectPastTruth } from "../../../test/support/statistics/past-truth";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { unitCube } from "./administrative-unit.cube";

/* Statistics of wards and communes whose readiness differs, now and as of past days. */

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

async function ask<Answer>(query: string): Promise<Answer> {
  const { data, errors } = await subgraph.execute(query);
  expect(errors).toEqual([]);
  return data as Answer;
}

/** Assesses one criterion of the units whose codes end so. */
const assess = (criterion: string, day: string, ending: string, meets: boolean) => sql`
  INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, origin)
  SELECT code, ${criterion}::readiness_criterion, ${day}::date, ${meets}, 'REPORTED' FROM administrative_unit
  WHERE kind <> 'CITY' AND code LIKE ${`%${ending}`}`;

it("have an answer to any question, the one that the rows have", async () => {
  const { database, statistics } = subgraph;
  await database.rows(sql`DELETE FROM readiness_assessment WHERE unit_code LIKE '%4'`);
  await database.rows(sql`DELETE FROM unit_application WHERE unit_code LIKE '%4' AND unit_code < '00400'`);
  await database.rows(assess("LAN", "2025-11-12", "4", true));
  await database.rows(
    sql`UPDATE readiness_assessment SET origin = 'REPORTED' WHERE unit_code LIKE '%3' AND assessed_on < '2025-10-01'`,
  );
  await database.rows(
    sql`UPDATE readiness_assessment SET meets = FALSE WHERE unit_code LIKE '%6' AND criterion > 'SCANNERS'`,
  );
  await expectTruthOf({ cube: unitCube, statistics, database, now: new Date(testNow), questions: 150 });
}, 180_000);

it("as of a past day have the answers that were given then", async () => {
  const { database, statistics } = subgraph;
  const changes = {
    "2025-12-01": [assess("LAN", "2025-12-01", "0", false)],
    "2025-12-03": [
      assess("LAN", "2025-12-03", "00", true),
      sql`UPDATE administrative_unit SET population = population + 1234, area_km2 = area_km2 - 0.01
        WHERE kind = 'WARD' AND code LIKE '%0'`,
      sql`DELETE FROM unit_application WHERE unit_code LIKE '%7'`,
    ],
    "2025-12-04": [
      sql`INSERT INTO administrative_unit (code, name_vi, name_en, kind, parent_code, area_km2, population)
        VALUES ('99999', 'Mới', 'New', 'WARD', '01', 0.07, 12)`,
      sql`UPDATE administrative_unit SET kind = 'WARD' WHERE kind = 'COMMUNE' AND code LIKE '%6'`,
    ],
    "2025-12-20": [
      assess("COMPUTERS", "2025-12-20", "6", false),
      sql`DELETE FROM administrative_unit WHERE code = '99999'`,
    ],
  };
  await expectPastTruth({ cube: unitCube, statistics, database, changes, questions: 60 });
}, 180_000);

it("tell the end of each month, with an assessment from the day that it is of", async () => {
  interface Told {
    administrativeUnitStats: {
      rows: { bucket: { start: string }; measures: { ready: number }; change: number | null }[];
    };
  }
  const months = `{ administrativeUnitStats(filter: { unit: { in: ["00004"] } },
    timeBucket: { field: AS_OF, grain: MONTH, from: "2025-07-01" }) {
    rows { bucket { start } measures { ready } change(measure: READY) } } }`;
  const readyIn = async () =>
    (await ask<Told>(months)).administrativeUnitStats.rows.map(({ bucket, measures, change }) => [
      bucket.start,
      measures.ready,
      change,
    ]);
  await subgraph.database.rows(sql`UPDATE readiness_assessment SET meets = TRUE WHERE unit_code = '00004'`);
  const starts = ["2025-07-01", "2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01"];
  expect(await readyIn()).toEqual(starts.map((start, at) => [start, 1, at === 0 ? null : 0]));
  await subgraph.database.rows(sql`
    INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, origin)
    VALUES ('00004', 'LAN', '2025-08-15', FALSE, 'REPORTED')`);
  expect(await readyIn()).toEqual([
    ["2025-07-01", 1, null],
    ["2025-08-01", 0, -1],
    ["2025-09-01", 1, 1],
    ["2025-10-01", 1, 0],
    ["2025-11-01", 1, 0],
  ]);
});

it("count a unit that fails several criteria in the group of each, and in the totals once", async () => {
  await subgraph.database.rows(sql`
    UPDATE readiness_assessment SET meets = criterion NOT IN ('LAN', 'SCANNERS') WHERE unit_code = '00004'`);
  await subgraph.database.rows(sql`DELETE FROM readiness_assessment WHERE unit_code = '00008'`);
  await subgraph.database.rows(sql`UPDATE readiness_assessment SET meets = TRUE WHERE unit_code = '00025'`);
  const told = await ask<{
    administrativeUnitStats: object;
  }>(`{ administrativeUnitStats(groupBy: [FAILING, READY],
    filter: { unit: { in: ["00004", "00008", "00025"] } }) {
    rows { failing ready measures { units } } totals { units ready averageCriteriaMet } } }`);
  const group = (failing: string | null, units: number) => ({
    ...{ failing, ready: failing === null, measures: { units } },
  });
  expect(told.administrativeUnitStats).toEqual({
    rows: [
      ...[group("COMPUTERS", 1), group("INFORMATION_SECURITY", 1), group("LAN", 2), group("SCANNERS", 2)],
      ...[group("SERVICE_CENTRE_CONNECTION", 1), group("VIDEO_CONFERENCE", 1), group("WAN_CONNECTION", 1)],
      group(null, 1),
    ],
    totals: { units: 3, ready: 1, averageCriteriaMet: 4 },
  });
});

it("say where what they tell of readiness and applications came from, by the weakest", async () => {
  const originOf = async (code: string) =>
    (
      await ask<{ administrativeUnitStats: { totals: object } }>(
        `{ administrativeUnitStats(filter: { unit: { in: ["${code}"] } }) { totals { origin syntheticShare { numerator } } } }`,
      )
    ).administrativeUnitStats.totals;
  expect(await originOf("00004")).toEqual({ origin: "SYNTHETIC", syntheticShare: { numerator: 1 } });
  await subgraph.database.rows(
    sql`UPDATE readiness_assessment SET origin = 'REPORTED' WHERE unit_code = '00004'`,
  );
  expect(await originOf("00004")).toEqual({ origin: "SYNTHETIC", syntheticShare: { numerator: 1 } });
  await subgraph.database.rows(sql`DELETE FROM unit_application WHERE unit_code = '00004'`);
  expect(await originOf("00004")).toEqual({ origin: "REPORTED", syntheticShare: { numerator: 0 } });
  await subgraph.database.rows(sql`DELETE FROM readiness_assessment WHERE unit_code = '00004'`);
  expect(await originOf("00004")).toEqual({ origin: "PUBLISHED", syntheticShare: { numerator: 0 } });
});
