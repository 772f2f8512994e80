import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, parse } from "graphql";
import { readDeclarations } from "../../shared/base/project/gateway-declarations";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";

/*
 * What the gateway has to know of a sector it reads from generated files: gateway/supergraph.graphql and
 * gateway/declarations.json; gateway/schema.graphql and gateway/clients/ are for clients. Its code, the pages that it serves and their comments name none.
 * The dashboard is a client that stands beside the other pages: it shows what each sector has, and must name it. Nothing
 * else of the gateway imports it (.dependency-cruiser.js).
 */

const ofClients = /^(clients\/|pages\/browser\/(dashboard\/|i18n\/dashboard\.))/;
const generated = ["supergraph.graphql", "declarations.json", "schema.graphql", "labels.vi.json"];
/** What programs and formats call other things; `organization` is a claim of tokens, too. */
const ordinary = new Set([
  // Of the kit; not every sector uses it.
  "Language",
  "Platform",
  "Sector",
  "sectors",
  "Target",
  "event",
  "events",
  "organization",
  "source",
  "task",
]);

const subgraphs = readSubgraphList().map(({ name }) => name);
const schemas = subgraphs.map((name) =>
  parse(readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8")),
);

/** Names of types and of root fields that not every sector has: what all have belongs to the kit. */
function sectorWords(): Set<string> {
  const seenIn = new Map<string, number>();
  for (const { definitions } of schemas) {
    const names = definitions.flatMap((definition) => {
      if (!("name" in definition) || definition.name === undefined) return [];
      const { value: name } = definition.name;
      const isRoot = name === "Query" || name === "Mutation";
      if (!isRoot) return definition.kind === Kind.DIRECTIVE_DEFINITION ? [] : [name];
      return "fields" in definition ? (definition.fields ?? []).map((field) => field.name.value) : [];
    });
    for (const name of new Set(names)) seenIn.set(name, (seenIn.get(name) ?? 0) + 1);
  }
  const ofSome = [...seenIn].filter(([, count]) => count < subgraphs.length).map(([name]) => name);
  return new Set([...subgraphs, ...ofSome].filter((word) => !ordinary.has(word)));
}

function declaredPaths(): string[] {
  const { forwardedPaths } = readDeclarations(readFileSync(fromRoot("gateway", "declarations.json"), "utf8"));
  return forwardedPaths.map(({ path }) => path);
}

it("has files in which no sector, none of its types, root fields and paths is named", () => {
  const words = sectorWords();
  const paths = declaredPaths();
  expect([words.size > 300, paths.length]).toEqual([true, 4]);
  const files = readdirSync(fromRoot("gateway"), { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(ts|js|html|css|graphql|json)$/.test(file) && !file.endsWith(".test.ts"),
  );
  expect(files.length).toBeGreaterThan(100);
  const named = files
    .filter((file) => !generated.includes(file) && !ofClients.test(file))
    .flatMap((file) => {
      const text = readFileSync(fromRoot(join("gateway", file)), "utf8");
      const found = new Set(
        [...text.matchAll(/\w+/g)].map(([word]) => word).filter((word) => words.has(word)),
      );
      return [...found, ...paths.filter((path) => text.includes(path))].map((word) => `${file}: ${word}`);
    });
  expect(named).toEqual([]);
});
