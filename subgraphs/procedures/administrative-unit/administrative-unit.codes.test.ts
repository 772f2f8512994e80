import fc from "fast-check";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const query = `query ($filter: DossierFilter) {
  stats: dossierStats(filter: $filter, groupBy: [UNIT]) { totals { received pending } rows { unit { code } measures { received } } }
  list: dossiers(filter: $filter, first: 3) { totalCount nodes { id } }
  entities: _entities(representations: [{ __typename: "AdministrativeUnit", code: "01" }]) {
    ... on AdministrativeUnit { dossierStats(filter: $filter) { received } } } }`;

const answer = (filter: object | null) => subgraph.execute(query, { filter });

it("counts the whole city for unit 01, with what belongs to no unit", async () => {
  const all = await answer(null);
  expect(all.errors).toEqual([]);
  for (const unit of [{ in: ["01"] }, { in: ["00004", "01"] }]) {
    const { data, errors } = await answer({ unit });
    expect({ data, errors }).toEqual({ data: all.data, errors: [] });
  }
  expect(all.data).toMatchObject({ entities: [{ dossierStats: { received: 12433 } }] });
});

it("is no condition, whatever part of a filter it is in", async () => {
  const leaf = fc.constantFrom<object>(
    { digitised: true },
    { channel: { eq: "ONLINE" } },
    { unit: { in: ["00004", "00008"] } },
    { unit: { isNull: true } },
    { overdue: true },
  );
  const { filter } = fc.letrec<{ filter: object }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2 },
      leaf,
      fc.record({ and: fc.array(tie("filter"), { minLength: 1, maxLength: 2 }) }),
      fc.record({ or: fc.array(tie("filter"), { minLength: 1, maxLength: 2 }) }),
      fc.record({ not: tie("filter") }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom("and", "or", "not"), async (part, operator) => {
      // Always true: in `and` the other part decides, in `or` any dossier matches, in `not` none.
      const city = { unit: { in: ["01"] } };
      const [asks, means] = {
        and: [{ and: [city, part] }, part],
        or: [{ or: [part, city] }, {}],
        not: [{ or: [{ not: city }, part] }, part],
      }[operator] as [object, object];
      const [one, other] = [await answer(asks), await answer(means)];
      expect({ data: one.data, errors: one.errors }).toEqual({ data: other.data, errors: [] });
    }),
    { numRuns: 25 },
  );
});

it("refuses to leave the whole city out", async () => {
  const { errors } = await answer({ or: [{ unit: { notIn: ["00004", "01"] } }] });
  const refused = expect.objectContaining({
    code: "BAD_USER_INPUT",
    message:
      "filter.or.0.unit.notIn: expected codes other than 01, which stands for all of them: nothing would be left.",
  });
  // One at each field that has the filter.
  expect(errors).toEqual([refused, refused, refused]);
});
