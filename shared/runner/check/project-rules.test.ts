import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "../../base/project/project-root";
import { citedFiles } from "./cited-files";
import { describedFolders } from "./described-folders";
import { folderRings } from "./folder-rings";
import { glossaryTerms } from "./glossary-terms";
import { projectRules } from "./project-rules";
import { roomSizes } from "./room-sizes";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-rules-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a checkout's files; gives their paths. */
function plant(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

it("finds nothing in this checkout", () => {
  expect(projectRules(projectRoot)).toEqual([]);
});

it("finds folders that import each other, over others too", () => {
  const files = plant({
    "shared/a/one.ts": 'import { two } from "../b/two";\n',
    "shared/b/two.ts": 'export { three } from "../c/three";\n',
    "shared/c/three.ts": 'const one = () => require("../a/one");\n',
    "shared/d/four.ts": 'import { one } from "../a/one";\n',
  });
  expect(folderRings(root, files)).toEqual([
    "Expected no folders that import each other; shared/a, shared/b, shared/c do: " +
      "shared/a/one.ts imports shared/b/two; shared/b/two.ts imports shared/c/three; shared/c/three.ts imports shared/a/one.",
  ]);
});

it("finds folders of too many files, tests by themselves", () => {
  const some = (many: number, end: string) => Array.from({ length: many }, (_, at) => `shared/a/${at}${end}`);
  expect(roomSizes([...some(20, ".ts"), ...some(20, ".test.ts"), ...some(30, ".sql")])).toEqual([]);
  expect(roomSizes(some(21, ".ts"))).toEqual([
    "shared/a/*.ts: expected at most 20 files in a folder; got 21.",
  ]);
});

it("finds folders that nobody describes, and descriptions of none", () => {
  const rows = ["| `gateway/` | its entry |", "| `gateway/*/` | parts |", "| `shared/old/` | gone |"];
  const architecture = `# Architecture\n| \`shared/a/\` | not a row of folders |\n## Folders\n${rows.join("\n")}\n`;
  expect(
    describedFolders(architecture, ["gateway/main.ts", "gateway/cost/prices.ts", "shared/a/one.ts"]),
  ).toEqual([
    "docs/architecture.md: expected a row that says what shared/a/ holds; got none.",
    "docs/architecture.md: expected folders that are there; got shared/old/.",
  ]);
});

it("finds names that the glossary has another term for", () => {
  const glossary =
    "| term | what | not |\n|---|---|---|\n| standby process | waits | spare, stock (shared/shop) |\n";
  const files = plant({
    "shared/a/spare.ts": "export class SpareProcess {}\nconst spare = 1;\n",
    "shared/a/spare-parts/list.ts": "export const transparent = { STOCK_LIMIT_MS: 1 };\n",
    "shared/shop/stock.ts": "export const inStock = true;\n",
  });
  const expected = (file: string, name: string) =>
    `${file}: expected the glossary's term "standby process"; got ${name}.`;
  expect(glossaryTerms(root, glossary, files).toSorted()).toEqual([
    expected("shared/a/spare-parts/", "spare-parts"),
    expected("shared/a/spare.ts", "SpareProcess"),
    expected("shared/a/spare.ts", "spare.ts"),
  ]);
  plant({ "shared/a/list.ts": "export const sizes = {\n  STOCK_LIMIT_MS: 1,\n};\n" });
  expect(glossaryTerms(root, glossary, ["shared/a/list.ts"])).toEqual([
    expected("shared/a/list.ts", "STOCK_LIMIT_MS"),
  ]);
});

it("finds citations of files and headings that are not there", () => {
  const files = plant({
    "docs/domain.md": "# The domain\n\n## Rules of days\n\n[above](#rules-of-days) [gone](#rules)\n",
    "shared/a.ts": "/** By docs/domain.md#rules-of-days, see gateway/b.ts. */\n// and glossary.md\n",
    "README.md": "[one](docs/domain.md#rules-of-days), [two](docs/none.md), `shared/a.ts`\n",
  });
  const expected = (file: string, problem: string) =>
    `${file}: expected a document that is there; ${problem}.`;
  expect(citedFiles(root, files)).toEqual([
    expected("docs/domain.md", "docs/domain.md has no heading #rules"),
    expected("shared/a.ts", "gateway/b.ts is not"),
    expected("shared/a.ts", "docs/glossary.md is not"),
    expected("README.md", "docs/none.md is not"),
  ]);
});
