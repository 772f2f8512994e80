import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* The last day with data of a series, and the instant that it is computed at. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

it("marks steps that the filter or today cuts", async () => {
  const { data, errors } = await subgraph.execute(`{
    months: dossierStats(timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: "2025-09-02" } }) { rows { bucket { label } isPartial } }
    weeks: dossierStats(timeBucket: { grain: WEEK }, filter: { receivedOn: { gte: "2025-09-01", lt: "2025-09-13" } }) { rows { bucket { label } isPartial } }
    days: dossierStats(timeBucket: { grain: DAY }, filter: { receivedOn: { gte: "2025-11-05" } }) { rows { bucket { label } isPartial } }
    none: dossierStats { rows { isPartial } } }`);
  const step = (label: string, isPartial: boolean) => ({ bucket: { label }, isPartial });
  expect({ data, errors }).toMatchObject({
    errors: [],
    data: {
      months: { rows: [step("2025-09", true), step("2025-10", false), step("2025-11", true)] },
      weeks: { rows: [step("2025-W36", false), step("2025-W37", true)] },
      none: { rows: [{ isPartial: null }] },
    },
  });
  const days = data?.days as { rows: object[] } | undefined;
  expect(days?.rows[0]).toEqual(step("2025-11-05", false));
});

it("returns the last day that has data, for the public none with few rows", async () => {
  const ask = async (role: "public" | "analyst") => {
    const { data } = await subgraph.execute(
      `{ dossierStats(filter: { channel: { eq: POSTAL } }) { dataThrough } }`,
      {},
      { viewer: { subject: role === "public" ? null : "a", role, organization: null } },
    );
    const stats = data?.dossierStats as { dataThrough: string } | undefined;
    return stats?.dataThrough ?? "";
  };
  const days = await subgraph.database.rows<{ day: string; n: number }>(sql`
    SELECT (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day, count(*)::int AS n FROM dossier
    WHERE received_at < '2025-11-15T00:00+07' GROUP BY 1 ORDER BY 1 DESC`);
  expect(await ask("analyst")).toBe(days[0]?.day);
  const visible = await ask("public");
  expect(visible < "2025-11-14").toBe(true);
  expect(days.find(({ day }) => day === visible)?.n).toBeGreaterThanOrEqual(5);
});

it("queries all statistics of an operation as of one instant", () => {
  const context = subgraph.context();
  let seconds = 0;
  const clock = {
    now: () => {
      seconds += 1;
      return new Date(Date.UTC(2025, 10, 14, 5, 0, seconds));
    },
  };
  const timed = Object.assign(context, { clock });
  const [first, second] = [timed.statisticsContext.now, timed.statisticsContext.now];
  expect(second).toEqual(first);
  timed.forget();
  expect(timed.statisticsContext.now.getTime()).toBeGreaterThan(first.getTime());
});

it("counts pending dossiers past their day as late in onTimeRateOfDue", async () => {
  const { data, errors } = await subgraph.execute(
    "{ dossierStats { totals { resolved overdue onTimeRate { numerator } onTimeRateOfDue { numerator denominator } } } }",
  );
  interface Totals extends Record<"resolved" | "overdue", number> {
    onTimeRate: object;
    onTimeRateOfDue: object;
  }
  const stats = data?.dossierStats as { totals: Totals } | undefined;
  if (!stats) throw new Error("Expected totals; got none.");
  const { totals } = stats;
  expect(errors).toEqual([]);
  expect(totals.overdue).toBeGreaterThan(0);
  expect(totals.onTimeRateOfDue).toEqual({
    ...totals.onTimeRate,
    denominator: totals.resolved + totals.overdue,
  });
});
