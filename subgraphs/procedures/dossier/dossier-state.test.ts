import fc from "fast-check";
import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";
import { DossierStatus } from "./dossier-enums";
import {
  inTimeSql,
  isOverdue,
  isPending,
  overdueSql,
  pendingSql,
  timelinessOf,
  timelinessSql,
} from "./dossier-state";

const dueAt = new Date("2025-11-10T17:00:00+07:00");

describe("timeliness compares days in Hanoi", () => {
  it.each([
    ["2025-11-09T23:59:59.999+07:00", "EARLY"],
    ["2025-11-10T00:00:00+07:00", "ON_TIME"],
    ["2025-11-10T23:59:59.999+07:00", "ON_TIME"],
    ["2025-11-11T00:00:00+07:00", "LATE"],
  ])("resolved at %s is %s", (resolvedAt, timeliness) => {
    expect(timelinessOf({ resolvedAt: new Date(resolvedAt), dueAt })).toBe(timeliness);
  });

  it("is null without a result", () => {
    expect(timelinessOf({ resolvedAt: null, dueAt })).toBeNull();
  });
});

describe("overdue is pending and past dueAt", () => {
  it.each([
    ["2025-11-10T16:59:59.999+07:00", false],
    ["2025-11-10T17:00:00.000+07:00", false],
    ["2025-11-10T17:00:00.001+07:00", true],
  ])("at %s it is %s", (now, overdue) => {
    expect(isOverdue({ status: DossierStatus.PROCESSING, dueAt }, new Date(now))).toBe(overdue);
  });

  it("ends with the dossier", () => {
    const now = new Date("2026-01-01T00:00:00Z");
    const overdue = Object.values(DossierStatus).filter((status) => isOverdue({ status, dueAt }, now));
    expect(overdue).toEqual([
      "REGISTERED",
      "ACCEPTED",
      "PROCESSING",
      "SUPPLEMENT_REQUESTED",
      "PAYMENT_REQUESTED",
    ]);
  });
});

describe("in SQL", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(procedures);
  });
  afterAll(() => subgraph.close());

  const instant = fc
    .integer({ min: Date.UTC(2025, 10, 9), max: Date.UTC(2025, 10, 12) })
    .map((milliseconds) => new Date(milliseconds));

  it("computes the same as TypeScript does for a row", async () => {
    const dossier = fc.record({
      status: fc.constantFrom(...Object.values(DossierStatus)),
      dueAt: instant,
      resolvedAt: fc.option(instant),
      now: instant,
    });
    await fc.assert(
      fc.asyncProperty(dossier, async ({ status, dueAt, resolvedAt, now }) => {
        const row = await subgraph.database.row(sql`
          SELECT ${pendingSql} AS pending, ${overdueSql(now)} AS overdue, ${timelinessSql} AS timeliness,
            ${inTimeSql} AS "inTime"
          FROM (SELECT ${status}::dossier_status AS status, ${dueAt}::timestamptz AS due_at,
            ${resolvedAt}::timestamptz AS resolved_at) AS d`);
        const timeliness = timelinessOf({ resolvedAt, dueAt });
        expect(row).toEqual({
          pending: isPending({ status }),
          overdue: isOverdue({ status, dueAt }, now),
          timeliness,
          inTime: timeliness === null ? null : timeliness !== "LATE",
        });
      }),
      { numRuns: 200 },
    );
  });
});
