import sql from "sql-template-tag";
import { expectPastTruth } from "../../../test/support/statistics/past-truth";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { readUnits } from "../../common/unit/read-units";
import { generateEnterprises } from "../seed/generate-enterprises";
import { innovation } from "../subgraph";
import { enterpriseCube } from "./enterprise.cube";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterEach(() => subgraph.close());

it("have the answers that were given then", async () => {
  const { database, statistics } = subgraph;
  const changes = {
    "2025-12-01": [],
    "2025-12-03": [
      sql`UPDATE enterprise SET industry = NULL, employees = employees + 40, innovating = id % 4 = 0 WHERE id % 3 = 0`,
      sql`INSERT INTO enterprise (name, kinds, founded_on, innovating, origin)
        SELECT 'M' || n, '{STARTUP}', '2025-12-02', TRUE, 'REPORTED' FROM generate_series(1, 20) AS n`,
    ],
    "2025-12-04": [
      sql`UPDATE enterprise SET kinds = '{MAKE_IN_HANOI,SCIENCE_TECHNOLOGY}', certified_on = '2025-12-04', unit_code = NULL
        WHERE founded_on < '2025-12-04' AND id % 5 = 0`,
    ],
    "2025-12-20": [sql`DELETE FROM strategic_product`, sql`DELETE FROM enterprise WHERE id % 2 = 0`],
  };
  await expectPastTruth({ cube: enterpriseCube, statistics, database, changes, questions: 60 });
}, 180_000);

const rows = generateEnterprises(readUnits());

it.each(["2025-01-01", "2025-06-30", "2025-11-13"])(
  "as of %s are those founded by then, and certified by then",
  async (day) => {
    const unit = rows[0]?.unitCode ?? "";
    const { data, errors } = await subgraph.execute(`{
      enterpriseStats(asOf: "${day}") { totals { enterprises scienceTechnology } }
      _entities(representations: [{ __typename: "AdministrativeUnit", code: "${unit}" }]) {
        ... on AdministrativeUnit { enterpriseStats(asOf: "${day}") { enterprises scienceTechnology } } } }`);
    const of = (some: typeof rows) => {
      const founded = some.filter(({ foundedOn }) => foundedOn === null || foundedOn <= day);
      const certified = founded.filter(
        ({ kinds, certifiedOn }) =>
          kinds.some((kind) => kind === "SCIENCE_TECHNOLOGY") && (certifiedOn === null || certifiedOn <= day),
      );
      return { enterprises: founded.length, scienceTechnology: certified.length };
    };
    expect({ data, errors }).toEqual({
      errors: [],
      data: {
        enterpriseStats: { totals: of(rows) },
        _entities: [{ enterpriseStats: of(rows.filter(({ unitCode }) => unitCode === unit)) }],
      },
    });
  },
);

it("are given step by step from the first day of which any are known, and refused of a day before", async () => {
  const steps = `timeBucket: { field: AS_OF, grain: QUARTER }`;
  const { data, errors } = await subgraph.execute(
    `{ enterpriseStats(${steps}) { rows { bucket { label } isPartial measures { enterprises } } } }`,
  );
  expect(errors).toEqual([]);
  const stats = data?.enterpriseStats as { rows: { measures: { enterprises: number } }[] };
  const ends = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-11-14"];
  expect(stats.rows.map(({ measures }) => measures.enterprises)).toEqual(
    ends.map((end) => rows.filter(({ foundedOn }) => foundedOn === null || foundedOn <= end).length),
  );
  const { errors: refused } = await subgraph.execute(
    '{ enterpriseStats(asOf: "2024-12-31") { totals { enterprises } } }',
  );
  expect(refused).toMatchObject([
    {
      code: "BAD_USER_INPUT",
      message:
        "asOf: expected 2025-01-01, the first day of which enterprises are told, or later; got 2024-12-31.",
    },
  ]);
});
