import { readdirSync, readFileSync } from "node:fs";
import { buildASTSchema, type GraphQLObjectType, parse } from "graphql";
import { fromRoot } from "../../base/project/project-root";
import { readSubgraphList } from "../../base/project/subgraph-list";
import type { KnownNames } from "./name-problems";

/** What the checkout has: its subgraphs, the types and root fields of its graph, the city's organizations. */
export function readKnownNames(): KnownNames {
  const list = readSubgraphList();
  const folders = readdirSync(fromRoot("subgraphs"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const schema = buildASTSchema(parse(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8")), {
    assumeValidSDL: true,
  });
  const fieldsOf = (type: GraphQLObjectType | null | undefined) => Object.keys(type?.getFields() ?? {});
  const [, ...organizations] = readFileSync(
    fromRoot("subgraphs", "common", "organization", "organizations.csv"),
    "utf8",
  ).split("\n");
  return {
    sectors: new Set([...list.map(({ name }) => name), ...folders]),
    ports: new Set(list.map(({ port }) => port)),
    types: new Set(Object.keys(schema.getTypeMap())),
    fields: new Set([...fieldsOf(schema.getQueryType()), ...fieldsOf(schema.getMutationType())]),
    organizations: new Set(organizations.map((line) => line.split(",")[0] ?? "").filter(Boolean)),
  };
}
