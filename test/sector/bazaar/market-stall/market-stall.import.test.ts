import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { bazaar } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(bazaar);
});
afterAll(() => subgraph.close());

const run = (content: string) => importText(bazaar, subgraph.url, content, { argv: [] });

const english = "code,name,ownership,unit,organization,capacity,opened on\n";
const vietnamese = "Mã;Tên;Sở hữu;Mã phường, xã;Mã đơn vị;Sức chứa;Ngày mở\n";

it.each([
  ["English", `${english}TEP-1,Tên một,public,00004,U00004,400,2020-09-05\n`, "TEP-1"],
  ["Vietnamese", `${vietnamese}TEP-2;Tên hai;Ngoài công lập;phường Ba Đình;U00004;1.400;5/9/2020\n`, "TEP-2"],
])("takes a file in %s, and the same again changes nothing", async (_, content, code) => {
  expect(await run(content)).toMatchObject({ code: 0 });
  const { data } = await subgraph.execute(
    "query ($code: ID!) { marketStall(code: $code) { ownership capacity openedOn unit { code } } }",
    { code },
  );
  expect(data).toEqual({
    marketStall: {
      ownership: code === "TEP-1" ? "PUBLIC" : "PRIVATE",
      capacity: code === "TEP-1" ? 400 : 1400,
      openedOn: "2020-09-05",
      unit: { code: "00004" },
    },
  });
  expect((await run(content)).lines.join("\n")).toContain("1 unchanged");
});

it.each([
  ["a unit", "TEP-3,Tên,public,99999,U00004,1,2020-09-05", "the code of a known ward or commune"],
  ["an organization", "TEP-3,Tên,public,00004,XYZ,1,2020-09-05", "the code of a known organization"],
  ["a day", "TEP-3,Tên,public,00004,U00004,1,2025-11-15", "a day up to today, 2025-11-14"],
  ["an ownership", "TEP-3,Tên,unknown,00004,U00004,1,2020-09-05", "one of PUBLIC"],
])("refuses %s that cannot be, and takes in nothing", async (_, row, expected) => {
  const good = "TEP-4,Tên,public,00004,U00004,1,2020-09-05\n";
  const { code, lines } = await run(`${english}${good}${row}\n`);
  expect([code, lines.join("\n")]).toEqual([1, expect.stringContaining(expected)]);
  const { data } = await subgraph.execute('{ marketStalls(filter: { search: "TEP-4" }) { totalCount } }');
  expect(data).toEqual({ marketStalls: { totalCount: 0 } });
});
