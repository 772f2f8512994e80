import sql, { type Sql } from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import { Random } from "../../../shared/base/random/random";
import { KeptRows } from "../../../shared/kit/kept-rows/kept-rows";
import { serveOpened, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { openTestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { readinessLoader, readReadiness } from "./unit-readiness.loaders";

/* What is kept of units and their readiness, against a process of the same database that keeps nothing. */

let keeping: TestServed;
let reading: TestServed;
beforeAll(async () => {
  keeping = await serveOpened(infrastructure, await openTestSubgraph(infrastructure));
  reading = await serveOpened(infrastructure, keeping.subgraph, { keepsRows: false });
});
afterAll(async () => {
  await reading.stop();
  await keeping.close();
});

const query = `query ($day: Date, $first: Int) {
  administrativeUnits(first: $first, orderBy: [{ field: POPULATION, direction: DESC }]) {
    nodes { code name population density readiness(asOf: $day) { meets assessedOn origin criteria { criterion meets note } } }
    totalCount }
  ready: administrativeUnits(first: 3, filter: { ready: true }) { nodes { code } totalCount }
  city: administrativeUnit(code: "01") { population readiness { meets criteria { note } } } }`;

const days = [null, "2025-11-14", "2025-10-01", "2025-07-02"];
const ask = async (served: TestServed, day: string | null, first = 126) => {
  const { data, errors } = await served.ask(query, { variables: { day, first } });
  return { data, errors };
};

/** Whatever may happen to the tables, by whom ever. */
function change(random: Random): Sql {
  const unit = sql`(SELECT code FROM administrative_unit WHERE kind <> 'CITY' ORDER BY code
    OFFSET ${random.integer(0, 125)} LIMIT 1)`;
  const criterion = random.pick(["LAN", "SCANNERS", "COMPUTERS"]);
  const day = random.pick(["2025-07-01", "2025-09-30", "2025-11-14"]);
  const meets = random.chance(0.5);
  return random.pick([
    sql`INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, note, origin)
      VALUES (${unit}, ${criterion}::readiness_criterion, ${day}, ${meets}, 'new', 'REPORTED')
      ON CONFLICT (unit_code, criterion, assessed_on) DO UPDATE SET meets = excluded.meets`,
    sql`UPDATE readiness_assessment SET meets = NOT meets WHERE unit_code = ${unit} AND criterion = ${criterion}::readiness_criterion`,
    sql`DELETE FROM readiness_assessment WHERE unit_code = ${unit} AND criterion = ${criterion}::readiness_criterion`,
    sql`UPDATE administrative_unit SET population = population + 1 WHERE code = ${unit}`,
    sql`UPDATE administrative_unit SET name_vi = name_vi || '*' WHERE code = ${unit}`,
    sql`INSERT INTO audit_entry (kind, operation, keys) VALUES ('READING', 'Unit', '{1}')`,
  ]);
}

it("answers as if it were read each time, whatever is written between", async () => {
  const random = new Random(7);
  for (let turn = 0; turn < 40; turn++) {
    await keeping.subgraph.database.rows(change(random));
    const day = random.pick(days);
    // Several at once, which share what is read; and again, when it is kept.
    const found = await Promise.all([ask(keeping, day), ask(keeping, day), ask(keeping, random.pick(days))]);
    const expected = await ask(reading, day);
    expect(expected.errors).toBeUndefined();
    expect([found[0], found[1], await ask(keeping, day)]).toEqual([expected, expected, expected]);
  }
}, 60_000);

const pages = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: [AdministrativeUnitOrder!], $kind: AdministrativeUnitKind) {
  administrativeUnits(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: { kind: { eq: $kind } }) {
    edges { cursor node { code } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

interface Edges {
  edges: { cursor: string }[];
}

it("gives the pages that are read each time, in any order, of any size, from any place, in both directions", async () => {
  const random = new Random(11);
  const fields = ["CODE", "NAME", "POPULATION", "AREA", "DENSITY", "APPLICATIONS"];
  const askPage = async (served: TestServed, variables: Record<string, unknown>) => {
    const { status, data, errors } = await served.ask(pages, { variables });
    return { status, data, errors };
  };
  for (let turn = 0; turn < 60; turn++) {
    const orderBy = [{ field: random.pick(fields), direction: random.pick(["ASC", "DESC"]) }];
    const kind = random.pick(["WARD", "COMMUNE"]);
    const all = await askPage(reading, { first: 126, orderBy, kind });
    const list = all.data?.administrativeUnits as Edges | undefined;
    const cursor = random.pick([null, ...(list?.edges ?? []).map((edge) => edge.cursor)]);
    const size = random.integer(1, 126);
    const variables = random.chance(0.5)
      ? { first: size, after: cursor, orderBy, kind }
      : { last: size, before: cursor, orderBy, kind };
    expect(await askPage(keeping, variables)).toEqual(await askPage(reading, variables));
    // The row of the cursor may be another by now.
    if (turn % 10 === 9) {
      await keeping.subgraph.database.rows(sql`UPDATE administrative_unit SET population = population + 7
        WHERE kind <> 'CITY'`);
      expect(await askPage(keeping, variables)).toEqual(await askPage(reading, variables));
    }
  }
  const wrong = { first: 3, after: "bm9uc2Vuc2U" };
  const refused = await askPage(keeping, wrong);
  expect(refused.errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
  expect(await askPage(reading, wrong)).toEqual(refused);
}, 60_000);

it("knows readiness of any day, of the city as well, from what it has read once", async () => {
  const random = new Random(13);
  const readiness = `query ($day: Date) { administrativeUnits(first: 20) { nodes { ...R } } city: administrativeUnit(code: "01") { ...R } }
    fragment R on AdministrativeUnit { readiness(asOf: $day) { meets assessedOn origin criteria { criterion meets note } } }`;
  for (let turn = 0; turn < 40; turn++) {
    if (turn % 4 === 0) await keeping.subgraph.database.rows(change(random));
    const variables = { day: addDays("2025-06-25", random.integer(0, 142)) };
    const [found, expected] = [
      await keeping.ask(readiness, { variables }),
      await reading.ask(readiness, { variables }),
    ];
    expect([found.data, found.errors]).toEqual([expected.data, undefined]);
  }
}, 60_000);

it("keeps readiness by the day where there are more assessments than are kept together", async () => {
  const { database } = keeping.subgraph;
  const never = { row: () => Promise.reject(new Error("not looked at")), end: async () => {} };
  const kept = new KeptRows(never);
  const context = { database, keptRows: async () => kept };
  const [codes, asOf] = [["01", "00004", "99999"], "2025-10-01"];
  const expected = await readReadiness(database, codes, asOf);
  expect([...expected.keys()].toSorted()).toEqual(["00004", "01"]);
  expect(await readinessLoader(10_000).batch(codes, context, { asOf })).toEqual(expected);
  const byDay = readinessLoader(50);
  expect(await byDay.batch(codes, context, { asOf })).toEqual(expected);
  const before = database.statements;
  expect(await byDay.batch(["00004", "01"], context, { asOf })).toEqual(expected);
  expect(database.statements).toBe(before);
});

it("shows what was just written to whoever was told of it, while others write and ask", async () => {
  const code = "00004";
  const readiness = `{ administrativeUnit(code: "${code}") { readiness { criteria { criterion meets } } } }`;
  const meets = async () => {
    const { data } = await keeping.ask(readiness);
    const { criteria } = (data as { administrativeUnit: { readiness: { criteria: Criterion[] } } })
      .administrativeUnit.readiness;
    return criteria.find(({ criterion }) => criterion === "LAN")?.meets;
  };
  const writeAndSee = async (isMet: boolean) => {
    await keeping.subgraph.database.rows(sql`
      INSERT INTO readiness_assessment VALUES (${code}, 'LAN', '2025-11-14', ${isMet}, NULL, 'REPORTED')
      ON CONFLICT (unit_code, criterion, assessed_on) DO UPDATE SET meets = excluded.meets`);
    return meets();
  };
  let isDone = false;
  const others = async () => {
    while (!isDone) {
      await keeping.subgraph.database.rows(
        sql`UPDATE administrative_unit SET population = population WHERE code = '00008'`,
      );
      await ask(keeping, null, 20);
    }
  };
  const asking = Promise.all([others(), others()]);
  const seen: (boolean | undefined)[] = [];
  for (let turn = 0; turn < 30; turn++) seen.push(await writeAndSee(turn % 2 === 0));
  isDone = true;
  await asking;
  expect(seen).toEqual(Array.from({ length: 30 }, (_, turn) => turn % 2 === 0));
}, 60_000);

it("is read anew after a truncation, and where the database has come to another epoch", async () => {
  await ask(keeping, null);
  await keeping.subgraph.database.rows(sql`TRUNCATE readiness_assessment`);
  const emptied = await ask(reading, null);
  expect(await ask(keeping, null)).toEqual(emptied);
  expect(JSON.stringify(emptied)).not.toContain('"meets":true');
  await keeping.subgraph.database.transaction(async (transaction) => {
    // As a restore does: rows of before, of which the log of now knows nothing.
    await transaction.rows(sql`UPDATE change_epoch SET id = 'another'`);
    await transaction.rows(sql`ALTER TABLE administrative_unit DISABLE TRIGGER USER`);
    await transaction.rows(sql`UPDATE administrative_unit SET name_vi = 'khác' WHERE code = '00004'`);
    await transaction.rows(sql`ALTER TABLE administrative_unit ENABLE TRIGGER USER`);
  });
  const restored = await ask(reading, null);
  expect(JSON.stringify(restored)).toContain("khác");
  expect(await ask(keeping, null)).toEqual(restored);
});

it("reads where the log cannot be read, and keeps again when it can", async () => {
  const statement = sql`SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${`${infrastructure.name} state`}`;
  expect((await keeping.subgraph.database.rows(statement)).length).toBeGreaterThan(0);
  const expected = await ask(reading, null);
  expect([await ask(keeping, null), await ask(keeping, null)]).toEqual([expected, expected]);
});

interface Criterion {
  criterion: string;
  meets: boolean;
}
