import { importText } from "../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const unit = "code name kind district whole successors { code name }";

it("has the 526 units of before, 327 whole and 199 split, each with what became of it", async () => {
  const units: Former[] = [];
  let after: string | null = null;
  do {
    const { data, errors, statements } = await subgraph.execute(
      `query ($after: String) { formerUnits(first: 200, after: $after) {
        nodes { ${unit} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    // Keys, units, successors.
    expect({ errors, statements }).toEqual({ errors: [], statements: 3 });
    const page = data?.formerUnits as Page;
    units.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect([units.length, units.filter(({ whole }) => whole).length]).toEqual([526, 327]);
  expect(units.filter(({ whole, successors }) => whole !== (successors.length === 1))).toEqual([]);
  expect(new Set(units.flatMap(({ successors }) => successors.map(({ code }) => code))).size).toBe(126);
  expect(units[0]).toEqual({
    code: "00001",
    name: "Phúc Xá",
    kind: "WARD",
    district: "Quận Ba Đình",
    whole: true,
    successors: [{ code: "00097", name: "Hồng Hà" }],
  });
});

interface Former {
  code: string;
  whole: boolean;
  successors: { code: string }[];
}
interface Page {
  nodes: Former[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

it.each([
  ['code: { eq: "00004" }', ["Trúc Bạch"]],
  ['code: { in: ["00004", "00001"] }, whole: true', ["Phúc Xá", "Trúc Bạch"]],
  ['search: "phường trúc bạch"', ["Trúc Bạch"]],
  ['search: "phường trúc bạch", whole: false', []],
  ['search: "xa truc bach"', []],
  ['search: "thi tran tay dang"', ["Tây Đằng"]],
  ['search: "tay dang", kind: { eq: TOWNSHIP }', ["Tây Đằng"]],
  ['search: "tay dang", kind: { in: [WARD, COMMUNE] }', []],
])("finds those of the filter %s", async (filter, names) => {
  const { data, errors } = await subgraph.execute(
    `{ formerUnits(filter: { ${filter} }) { nodes { name } } }`,
  );
  expect(errors).toEqual([]);
  expect(data?.formerUnits).toEqual({ nodes: names.map((name) => ({ name })) });
});

it("are entities, found by their codes", async () => {
  const keys = ["00001", "99999"].map((code) => ({ __typename: "FormerUnit", code }));
  const { data, errors } = await subgraph.execute(
    "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on FormerUnit { id name } } }",
    { keys },
  );
  expect([errors, data]).toEqual([[], { _entities: [{ id: "FormerUnit:00001", name: "Phúc Xá" }, null] }]);
});

it("leads from a unit to those that it was made of, and names a code's former bearer", async () => {
  const { data } = await subgraph.execute(
    '{ administrativeUnit(code: "00004") { name predecessors { code name whole } } }',
  );
  const unitOfToday = data?.administrativeUnit as
    | { predecessors: { code: string; name: string }[] }
    | undefined;
  const predecessors = unitOfToday?.predecessors ?? [];
  expect(predecessors).toContainEqual({ code: "00004", name: "Trúc Bạch", whole: true });
  expect(predecessors.length).toBeGreaterThan(1);
});

it.each([
  ["00004", "2025-07-01", null],
  ["00004", "2025-11-14", null],
  ["01", "2020-01-01", null],
  [
    "00004",
    "2025-06-30",
    /until 2025-06-30 00004 was phường Trúc Bạch, Quận Ba Đình, now in 00004 \(Ba Đình\)/,
  ],
  [
    "00001",
    "2025-11-14",
    /until 2025-06-30 00001 was phường Phúc Xá, Quận Ba Đình, now in 00097 \(Hồng Hà\)/,
  ],
  ["99999", "2025-06-30", /there was no 99999 then/],
  ["00004", "2025-11-15", /asOf: expected today, 2025-11-14, or before; got 2025-11-15/],
])("answers the unit %s on %s", async (code, asOf, message) => {
  const { data, errors } = await subgraph.execute(
    "query ($code: ID!, $asOf: Date) { administrativeUnit(code: $code, asOf: $asOf) { code } }",
    { code, asOf },
  );
  if (message === null)
    expect({ data, errors }).toEqual({ data: { administrativeUnit: { code } }, errors: [] });
  else expect(errors.map((error) => message.test(error.message))).toEqual([true]);
});

it("takes no row of a former unit, and names its successors", async () => {
  const header = "Mã đơn vị,Tiêu chí,Ngày đánh giá,Đạt,Ghi chú\n";
  const { code, lines } = await importText(
    infrastructure,
    subgraph.url,
    `${header}00001,Máy tính,10/11/2025,có,\n`,
    {
      argv: ["--import", "readiness"],
    },
  );
  expect(code).not.toBe(0);
  expect(lines.join("\n")).toMatch(/got "00001" – until 2025-06-30 it was Phúc Xá, now 00097 \(Hồng Hà\)/);
});
