import { buildSchema, graphqlSync, printSchema, validateSchema } from "graphql";
import { loadNodeGraph } from "../../test/support/gateway/node-graph";
import { strictClientSdl } from "./client-sdl";

const graph = loadNodeGraph();
const { marked, strict } = graph.sdl();

const fieldsOf = (sdl: string, type: string) =>
  new RegExp(`^type ${type}[^{]*{\n(.*?)\n}`, "ms")
    .exec(sdl)?.[1]
    ?.split("\n")
    .filter((line) => !line.includes('"'))
    .map((line) => line.trim());

it("has the mark where null comes with an error alone, and nothing of federation", () => {
  expect(fieldsOf(marked, "Organization")).toEqual([
    "code: ID!",
    "id: ID!",
    "motto: String",
    "name: String @semanticNonNull",
    "tags: [String] @semanticNonNull(levels: [0, 1])",
    "wards: [Ward!] @semanticNonNull",
  ]);
  expect(fieldsOf(marked, "Query")?.filter((line) => line.includes("@"))).toEqual([
    "): [Node] @semanticNonNull",
    "viewer: Viewer @semanticNonNull",
    "wardList: [Ward!] @semanticNonNull",
  ]);
  expect(marked.match(/@\w+/g)?.filter((name) => name !== "@semanticNonNull")).toEqual(["@defer"]);
  expect(marked).not.toMatch(/join__|link__|_Any|_Entity/);
});

it("is a schema that differs from the one of introspection in the mark alone", () => {
  const schema = buildSchema(marked);
  expect(validateSchema(schema)).toEqual([]);
  const introspected = graphqlSync({ schema: graph.schema, source: "{ __schema { types { name } } }" });
  const types = (introspected.data as { __schema: { types: { name: string }[] } }).__schema.types;
  // `Int` is the mark's levels.
  const expected = Object.keys(schema.getTypeMap()).filter((name) => name !== "Int");
  expect(types.map(({ name }) => name).sort()).toEqual(expected.sort());
});

it("has non-null types instead where it is strict", () => {
  expect(fieldsOf(strict, "Organization")).toEqual([
    "code: ID!",
    "id: ID!",
    "motto: String",
    "name: String!",
    "tags: [String!]!",
    "wards: [Ward!]!",
  ]);
  expect(strict).not.toContain("semanticNonNull");
  expect(validateSchema(buildSchema(strict))).toEqual([]);
});

it("is the schema itself where nothing is marked", () => {
  const schema = buildSchema('"A" type Query { "b" b(c: Int = 1): [Int!] @deprecated(reason: "d") }');
  expect(strictClientSdl(schema, schema).trim()).toBe(printSchema(schema).trim());
});
