import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { isUpToDate, writeStamp } from "./inputs-stamp";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(fromRoot("dist", "stamp-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("asks for a build until there was one, and again when a file of it changes, goes or comes back", () => {
  const [stamp, page] = [join(folder, "stamp.json"), join(folder, "page.tsx")];
  expect(isUpToDate(stamp)).toBe(false);
  writeFileSync(page, "one");
  writeStamp(stamp, [page, "\0virtual", `${page}?used`, join(folder, "node_modules", "react.js")]);
  expect(isUpToDate(stamp)).toBe(true);
  writeFileSync(page, "two");
  expect(isUpToDate(stamp)).toBe(false);
  writeFileSync(page, "one");
  expect(isUpToDate(stamp)).toBe(true);
  rmSync(page);
  expect(isUpToDate(stamp)).toBe(false);
});

it.each(["{}", "", '{"files":["a'])("takes %j for no stamp", (text) => {
  const stamp = join(folder, "stamp.json");
  writeFileSync(stamp, text);
  expect(isUpToDate(stamp)).toBe(false);
});
