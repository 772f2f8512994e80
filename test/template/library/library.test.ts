import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(libraries);
});
afterAll(() => subgraph.close());

it("answers for many units in one statement", async () => {
  const answer = await subgraph.execute(`{
    _entities(representations: [
      { __typename: "AdministrativeUnit", code: "00004" }, { __typename: "AdministrativeUnit", code: "00091" }
    ]) { ... on AdministrativeUnit { id code libraries { id code name unit { id code } } } } }`);
  expect(answer).toEqual({
    errors: [],
    statements: 1,
    data: {
      _entities: [
        {
          id: "AdministrativeUnit:00004",
          code: "00004",
          libraries: [
            {
              id: "Library:TV-00004",
              code: "TV-00004",
              name: "Thư viện mẫu 00004",
              unit: { id: "AdministrativeUnit:00004", code: "00004" },
            },
          ],
        },
        { id: "AdministrativeUnit:00091", code: "00091", libraries: [] },
      ],
    },
  });
});

it("knows a library by its code, and no other", async () => {
  expect(await subgraph.execute('{ library(code: "TV-1") { code } }')).toMatchObject({
    data: { library: null },
    errors: [{ code: "NOT_FOUND", message: 'Expected the key of a known library; "TV-1" is none.' }],
  });
});
