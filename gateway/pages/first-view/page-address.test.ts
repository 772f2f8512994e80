import { pageAddress } from "./page-address";

it.each([
  ["/dashboard", ""],
  ["/dashboard?", ""],
  ["/dashboard?day=2025-10-31&part=city", "?part=city&day=2025-10-31"],
  ["/dashboard?utm=1&part=city&part=unit", "?part=city"],
  ["/dashboard?part=%3Cscript%3E&day=", "?part=%3Cscript%3E&day="],
  ["/dashboard?day=%ZZ", "?day=%25ZZ"],
  [`/dashboard?day=${"9".repeat(101)}`, undefined],
])("of %s goes by what the page goes by", (url, search) => {
  expect(pageAddress(url, ["part", "day"])).toBe(search);
});
