import sql, { raw } from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const query = "query ($filter: DossierFilter) { dossiers(filter: $filter) { totalCount } }";

/** Filters, and the same in SQL over `dossier d JOIN procedure p`. It is noon on 2025-11-14. */
const day = (column: string) => `(${column} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
const pending = "d.resolved_at IS NULL AND d.status NOT IN ('REJECTED', 'WITHDRAWN', 'STOPPED')";
const overdue = `(${pending} AND d.due_at < '2025-11-14T12:00+07')`;
const filters: [object, string][] = [
  [{}, "TRUE"],
  [
    { receivedOn: { gte: "2025-08-01", lt: "2025-09-01" } },
    `date_trunc('month', ${day("d.received_at")}) = '2025-08-01'`,
  ],
  [{ receivedOn: { isNull: true } }, "FALSE"],
  [{ resolvedOn: { gte: "2025-11-13" } }, `${day("d.resolved_at")} = '2025-11-13'`],
  [{ resolvedOn: { isNull: true } }, "d.resolved_at IS NULL"],
  [{ procedureField: { in: ["land", "civil-status"] } }, "p.field_code IN ('land', 'civil-status')"],
  [{ organization: { in: ["SXD", "U00004"] } }, "d.organization_code IN ('SXD', 'U00004')"],
  [{ organization: { notIn: ["SXD"] } }, "d.organization_code <> 'SXD'"],
  [{ unit: { in: ["00004"] } }, "d.unit_code = '00004'"],
  [{ unit: { isNull: true } }, "d.unit_code IS NULL"],
  [{ unit: { notIn: ["00004"] } }, "d.unit_code IS DISTINCT FROM '00004'"],
  [{ channel: { in: ["POSTAL", "IN_PERSON"] } }, "d.channel <> 'ONLINE'"],
  [{ applicant: { eq: "ENTERPRISE" } }, "d.applicant = 'ENTERPRISE'"],
  [{ status: { in: ["RETURNED", "STOPPED"] } }, "d.status IN ('RETURNED', 'STOPPED')"],
  [{ timeliness: { eq: "LATE" } }, `${day("d.resolved_at")} > ${day("d.due_at")}`],
  [{ timeliness: { in: ["EARLY", "ON_TIME"] } }, `${day("d.resolved_at")} <= ${day("d.due_at")}`],
  [{ overdue: true }, overdue],
  [{ overdue: false }, `NOT ${overdue}`],
  [{ digitised: false }, "NOT d.digitised"],
  [{ electronicResult: true }, "d.electronic_result"],
  [{ greenLane: true }, "p.green_lane_decision IS NOT NULL"],
  [{ greenLane: false, businessSector: true }, "p.green_lane_decision IS NULL AND p.business_sector"],
  [{ not: { unit: { in: ["00004"] } } }, "d.unit_code IS DISTINCT FROM '00004'"],
  [
    { not: { timeliness: { eq: "LATE" } } },
    `NOT coalesce(${day("d.resolved_at")} > ${day("d.due_at")}, FALSE)`,
  ],
  [{ or: [{ channel: { eq: "ONLINE" } }, { digitised: true }] }, "d.channel = 'ONLINE' OR d.digitised"],
  [{ or: [] }, "FALSE"],
  [
    { and: [{ digitised: true }, { not: { overdue: true } }], applicant: { eq: "CITIZEN" } },
    `d.digitised AND NOT ${overdue} AND d.applicant = 'CITIZEN'`,
  ],
];

it.each(filters)("%j finds what plain SQL finds", async (filter, condition) => {
  const { data, errors } = await subgraph.execute(query, { filter });
  const { count } = await subgraph.database.row<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM dossier d JOIN procedure p ON p.code = d.procedure_code
    WHERE ${raw(condition)}`);
  expect({ data, errors }).toEqual({ data: { dossiers: { totalCount: count } }, errors: [] });
});

/** A filter of some levels, whose innermost part matches by its nesting only. */
const nestedTo = (levels: number): object =>
  levels === 1 ? { digitised: true } : { and: [nestedTo(levels - 1)] };

it("accepts five levels and refuses six", async () => {
  expect((await subgraph.execute(query, { filter: nestedTo(5) })).errors).toEqual([]);
  expect((await subgraph.execute(query, { filter: nestedTo(6) })).errors).toEqual([
    {
      message: `filter${".and.0".repeat(5)}: expected at most 5 levels of and, or, not.`,
      path: ["dossiers"],
      code: "BAD_USER_INPUT",
    },
  ]);
});

it.each([
  [{ unit: { in: [] } }, "filter.unit.in: expected 1 to 1000 values; got 0."],
  [{ or: [{ status: { in: [] } }] }, "filter.or.0.status.in: expected 1 to 1000 values; got 0."],
  [
    { procedure: { in: Array.from({ length: 1001 }, (_, at) => `1.${at}`) } },
    "filter.procedure.in: expected 1 to 1000 values; got 1001.",
  ],
  [
    { receivedOn: { gte: "2025-09-01", lt: "2025-09-01" } },
    "filter.receivedOn: expected gte to be before lt; got 2025-09-01 and 2025-09-01.",
  ],
])("refuses a filter that cannot be meant (%#)", async (filter, message) => {
  const { data, errors } = await subgraph.execute(query, { filter });
  expect({ data, errors }).toEqual({
    data: { dossiers: null },
    errors: [{ message, path: ["dossiers"], code: "BAD_USER_INPUT" }],
  });
});
