import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSubgraphList, readSubgraphsElsewhere, readWholeList } from "./subgraph-list";

const folder = mkdtempSync(join(tmpdir(), "subgraph-list-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function listOf(content: object): string {
  const file = join(folder, "list.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const heritage = { url: "https://heritage.example/graphql", owner: "SVHTT", contact: "a@heritage.example" };

it("names those whose code is here by a port, and others by where they are and whose", () => {
  const file = listOf({ heritage, tasks: 4001 });
  const known = { name: "heritage", ...heritage, schema: "file", health: "/health/ready" };
  expect(readWholeList(file)).toEqual([known, { name: "tasks", port: 4001 }]);
  expect(readSubgraphList(file)).toEqual([{ name: "tasks", port: 4001 }]);
  expect(readSubgraphsElsewhere(file)).toEqual([known]);
});

it.each([
  [{ heritage: { ...heritage, owner: undefined } }],
  [{ heritage: { ...heritage, url: "ftp://heritage.example" } }],
  [{ heritage: { ...heritage, schema: "guessed" } }],
  [{ heritage: { ...heritage, health: "ready" } }],
  [{ heritage: { ...heritage, port: 4005 } }],
  [{ Heritage: 4005 }],
  [{ tasks: 0 }],
])("refuses %j", (content) => {
  expect(() => readWholeList(listOf(content))).toThrow(
    "Expected subgraphs/list.json to map names to ports, or to url, owner and contact of a subgraph elsewhere:",
  );
});
