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
  const { data, errors, statements } = await subgraph.execute(`{ formerUnits { ${unit} } }`);
  expect({ errors, statements }).toEqual({ errors: [], statements: 2 });
  const units = data?.formerUnits as { code: string; whole: boolean; successors: { code: string }[] }[];
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

it.each([
  ['code: "00004"', ["Trúc Bạch"]],
  ['code: "99999"', []],
  ['search: "phường trúc bạch"', ["Trúc Bạch"]],
  ['search: "xa truc bach"', []],
  ['search: "thi tran tay dang"', ["Tây Đằng"]],
])("finds formerUnits(%s)", async (args, names) => {
  const { data, errors } = await subgraph.execute(`{ formerUnits(${args}) { name } }`);
  expect(errors).toEqual([]);
  expect(data?.formerUnits).toEqual(names.map((name) => ({ name })));
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
  ["00004", "2025-11-15", /on: expected today, 2025-11-14, or before; got 2025-11-15/],
])("answers the unit %s on %s", async (code, on, message) => {
  const { data, errors } = await subgraph.execute(
    "query ($code: ID!, $on: Date) { administrativeUnit(code: $code, on: $on) { code } }",
    { code, on },
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
