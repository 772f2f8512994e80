import sql from "sql-template-tag";
import { fixedClock } from "../../../../shared/base/clock/clock";
import type { Database } from "../../../../shared/database/database";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { seedDossiers } from "./seed-dossiers";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const clock = fixedClock("2025-11-14T12:00:00+07:00");

/** The rows of another scale, in a transaction that is rolled back. */
async function seeded<Result>(scale: number, look: (database: Database) => Promise<Result>): Promise<Result> {
  const undone = new Error("undone");
  const found: Result[] = [];
  const transaction = subgraph.database.transaction(async (database) => {
    await database.rows(sql`TRUNCATE dossier, dossier_event, dossier_code`);
    await seedDossiers.run({ database, clock, scale, progress: () => undefined });
    found.push(await look(database));
    throw undone;
  });
  await expect(transaction).rejects.toBe(undone);
  return found[0] as Result;
}

const rates = sql`SELECT count(*)::int AS received,
    round(avg(digitised::int), 4) AS digitisation,
    round(avg(electronic_result::int) FILTER (WHERE resolved_at IS NOT NULL), 4) AS electronic,
    round(avg(electronic_result::int) FILTER (WHERE resolved_at < '2025-11-13T00:00+07'), 4) AS "inPeriod",
    round(avg((payment = 'ONLINE')::int) FILTER (WHERE payment <> 'NONE'), 4) AS payment,
    round(avg((synchronised_at IS NOT NULL)::int), 4) AS sync
  FROM dossier`;

describe("at any scale from 0.005 up", () => {
  it.each([
    [0.005, 6216],
    [0.01, 12433],
    [0.0377, 46872],
  ])("%d yields the published rates to four decimals", async (scale, received) => {
    const published = {
      digitisation: "0.8589",
      electronic: "0.8772",
      inPeriod: "0.8772",
      payment: "0.9973",
      sync: "1.0000",
    };
    expect(await seeded(scale, (database) => database.row(rates))).toEqual({ received, ...published });
  });
});

it("generates the same rows each time", async () => {
  const fingerprint = sql`SELECT md5(string_agg(d::text, '|' ORDER BY id)) AS dossiers,
    (SELECT md5(string_agg(e::text, '|' ORDER BY dossier_id, sequence)) FROM dossier_event e) AS events
    FROM dossier d`;
  expect(await seeded(0.01, (database) => database.row(fingerprint))).toEqual(
    await subgraph.database.row(fingerprint),
  );
});

it("generates dossiers of the period only, and no event on the calibration day", async () => {
  const row = await subgraph.database.row(sql`
    SELECT count(*) FILTER (WHERE received_at < '2025-07-01T00:00+07' OR received_at >= '2025-11-13T00:00+07')::int
        AS "receivedOutside",
      count(*) FILTER (WHERE greatest(synchronised_at, resolved_at) >= '2025-11-14T00:00+07')::int AS later,
      (SELECT count(*) FROM dossier_event WHERE at >= '2025-11-14T00:00+07')::int AS "eventsLater"
    FROM dossier`);
  expect(row).toEqual({ receivedOutside: 0, later: 0, eventsLater: 0 });
});

it("generates each dossier's events in order, from its receipt to its status", async () => {
  const row = await subgraph.database.row(sql`
    WITH history AS (
      SELECT dossier_id, array_agg(status::text ORDER BY sequence) AS statuses,
        array_agg(at ORDER BY sequence) AS instants, array_agg(at ORDER BY at, sequence) AS sorted
      FROM dossier_event GROUP BY dossier_id)
    SELECT count(*)::int AS dossiers,
      count(*) FILTER (WHERE dossier_id IS NULL OR instants <> sorted)::int AS disordered,
      count(*) FILTER (WHERE statuses[1] <> 'REGISTERED' OR instants[1] <> received_at)::int AS "wrongStart",
      count(*) FILTER (WHERE statuses[cardinality(statuses)] <> status::text)::int AS "wrongEnd",
      count(*) FILTER (WHERE resolved_at IS DISTINCT FROM instants[array_position(statuses, 'RESOLVED')])::int
        AS "wrongResult",
      count(*) FILTER (WHERE closed_at IS DISTINCT FROM CASE WHEN status IN ('REJECTED', 'WITHDRAWN', 'STOPPED')
        THEN instants[cardinality(instants)] END)::int AS "wrongClose",
      (count(DISTINCT status) FILTER (WHERE closed_at IS NOT NULL))::int AS "waysToClose",
      count(*) FILTER (WHERE status = 'PAYMENT_REQUESTED' AND payment <> 'NONE')::int AS "paidTooSoon"
    FROM dossier LEFT JOIN history ON dossier_id = id`);
  expect(row).toEqual({
    dossiers: 12433,
    disordered: 0,
    wrongStart: 0,
    wrongEnd: 0,
    wrongResult: 0,
    wrongClose: 0,
    waysToClose: 3,
    paidTooSoon: 0,
  });
});

it("assigns commune-level dossiers to the authority of their unit, and the others to departments", async () => {
  const row = await subgraph.database.row(sql`
    SELECT count(*) FILTER (WHERE p.level = 'COMMUNE' AND d.organization_code <> 'U' || d.unit_code)::int
        AS "wrongAuthority",
      count(*) FILTER (WHERE p.level = 'CITY' AND d.organization_code <> p.competent_organization_code)::int
        AS "wrongDepartment",
      count(*) FILTER (WHERE p.level = 'COMMUNE' AND d.unit_code IS NULL)::int AS "nowhere",
      count(DISTINCT d.unit_code)::int AS units
    FROM dossier d JOIN procedure p ON p.code = d.procedure_code`);
  expect(row).toEqual({ wrongAuthority: 0, wrongDepartment: 0, nowhere: 0, units: 126 });
});

it("follows the week: working days bring most, Sundays least", async () => {
  const rows = await subgraph.database.rows<{ weekday: number }>(sql`
    SELECT extract(isodow FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS weekday
    FROM dossier GROUP BY 1 ORDER BY count(*) DESC`);
  const weekdays = rows.map(({ weekday }) => weekday);
  expect(weekdays.slice(0, 5).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(weekdays.slice(5)).toEqual([6, 7]);
});

it("stores new dossiers after the generated ones, in the partition of their month", async () => {
  const next = await subgraph.database.row(sql`SELECT new_dossier_id('2025-11-30T23:30:00+07:00') AS id`);
  expect(next).toEqual({ id: "202511000000012434" });
  const strayed = await subgraph.database.rows(sql`
    SELECT DISTINCT tableoid::regclass FROM dossier
    WHERE tableoid::regclass::text <> to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', '"dossier_"YYYY_MM')`);
  expect(strayed).toEqual([]);
});

it("leaves every key, trigger and index, in each partition", async () => {
  const keys = await subgraph.database.rows<{ conname: string }>(sql`
    SELECT conname FROM pg_constraint WHERE contype IN ('p', 'f') AND conparentid = 0
      AND conrelid IN ('dossier'::regclass, 'dossier_event'::regclass, 'dossier_code'::regclass) ORDER BY 1`);
  expect(keys.map(({ conname }) => conname)).toEqual([
    "dossier_code_pkey",
    "dossier_event_pkey",
    "dossier_pkey",
  ]);
  const disabled = await subgraph.database.rows(sql`
    SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgenabled <> 'O'`);
  expect(disabled).toEqual([]);
  const indexes = await subgraph.database.rows(sql`
    SELECT inhparent::regclass::text AS table, count(DISTINCT inhrelid)::int AS partitions,
      array_agg(DISTINCT (SELECT count(*) FROM pg_index WHERE indrelid = inhrelid)::int) AS indexes
    FROM pg_inherits WHERE inhparent IN ('dossier'::regclass, 'dossier_event'::regclass) GROUP BY 1 ORDER BY 1`);
  expect(indexes).toEqual([
    { table: "dossier", partitions: 6, indexes: [9] },
    { table: "dossier_event", partitions: 6, indexes: [1] },
  ]);
});
