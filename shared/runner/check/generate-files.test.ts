import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeGenerated } from "../../base/project/write-generated";
import { generateFiles } from "./generate-files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graph-generate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schema = "type Query { a: Int }\n";
/** A subgraph's process that does this for `schema`, and declares nothing. */
function subgraph(name: string, code: string) {
  const script = join(folder, `${name}.js`);
  writeFileSync(script, `if (process.argv[2] === "schema") { ${code} }`);
  return { name, script };
}
const print = `process.stdout.write(${JSON.stringify(schema)});`;
const generate = (...subgraphs: ReturnType<typeof subgraph>[]) => generateFiles(subgraphs, folder);

it("takes what a process prints, and nothing of what it or Node.js says besides", async () => {
  const warning = subgraph(
    "warning",
    `console.error("Debugger listening"); process.emitWarning("old"); ${print}`,
  );
  expect(await generate(warning)).toEqual({
    files: [{ file: join(folder, "warning", "schema.graphql"), text: schema }],
    gone: [join(folder, "warning", "gateway.json")],
    problems: [],
  });
});

it.each([
  ["throws", `throw new Error("No such field.");`, /No such field\./],
  [
    "ends with a code and says nothing",
    "process.exitCode = 3;",
    /its process ended with 3 and said nothing\./,
  ],
  [
    "prints an error and ends well",
    `console.log("Error: no database");`,
    /Syntax Error: .*it begins with "Error: no database\\n"/,
  ],
  [
    "prints half of a schema",
    `process.stdout.write("type Query { a:");`,
    /Syntax Error: Expected Name, found <EOF>/,
  ],
  ["prints nothing", "", /expected a text; got nothing\./],
])("makes no file of a subgraph that %s, and says why", async (_, code, reason) => {
  const { files, problems } = await generate(subgraph("bad", code), subgraph("good", print));
  expect(files.map(({ file }) => file)).toEqual([join(folder, "good", "schema.graphql")]);
  expect(problems).toEqual([expect.stringMatching(/^schema\.graphql of bad cannot be made: /)]);
  expect(problems[0]).toMatch(reason);
});

it("leaves every file as it was where one of them cannot be written", () => {
  const first = join(folder, "first.graphql");
  writeFileSync(first, "old");
  const files = [
    { file: first, text: "new" },
    { file: join(folder, "missing", "second.graphql"), text: "new" },
  ];
  expect(() => writeGenerated(files)).toThrow("ENOENT");
  expect([readdirSync(folder), readFileSync(first, "utf8")]).toEqual([["first.graphql"], "old"]);
  writeGenerated(files.slice(0, 1));
  expect([readdirSync(folder), readFileSync(first, "utf8")]).toEqual([["first.graphql"], "new"]);
});
