import { buildASTSchema, parse } from "graphql";
import { gql } from "graphql-request";
import { applied } from "../../../gateway/executor/selections/join-directives";
import { ownSubgraph } from "../../../gateway/own-fields/own-subgraph";
import { routedSubgraphs } from "../../../gateway/schema/routed-subgraphs";
import type { WalkAnswer } from "./walk-fields";

/** Types with a key, as the supergraph says. */
export function entityTypesIn(supergraph: string): Set<string> {
  return new Set(
    [...supergraph.matchAll(/^type (\w+)[^{]*@join__type\([^)]*key:/gm)].map(([, name = ""]) => name),
  );
}

/** Which subgraph answers each field of the query. */
export function sectorsOfRootFields(supergraph: string): Map<string, string> {
  const schema = buildASTSchema(parse(supergraph), { assumeValid: true, assumeValidSDL: true });
  const names = new Map(
    routedSubgraphs(supergraph).map(({ name }) => [name.toUpperCase().replaceAll("-", "_"), name]),
  );
  return new Map(
    Object.values(schema.getQueryType()?.getFields() ?? {}).map(({ name, astNode }) => {
      const [join] = applied(astNode?.directives, "join__field");
      return [name, names.get(String(join?.graph)) ?? ownSubgraph.name] as const;
    }),
  );
}

/** A key of each type that can be looked up. */
export async function someKeys(ask: (query: string) => Promise<WalkAnswer>): Promise<Map<string, string>> {
  const { data } = await ask(gql`{
    Dataset: datasets(first: 1) { nodes { id } }
    Dossier: dossiers(first: 1) { nodes { id } }
    Enterprise: enterprises(first: 1) { nodes { id } }
    ITSystem: itSystems(first: 1) { nodes { code } }
    Procedure: procedures(first: 1, filter: { greenLane: true }) { nodes { code } }
    Task: tasks(first: 1) { nodes { code } }
  }`);
  const found = data as Record<string, { nodes: [Record<string, string>] }>;
  const keys = Object.entries(found).map(
    ([type, { nodes }]) => [type, Object.values(nodes[0])[0] ?? ""] as const,
  );
  return new Map([
    ...keys,
    ["AdministrativeUnit", "00004"],
    ["CompositeIndex", "PII"],
    ["Event", "hanoi-action-conference-2026"],
    ["Indicator", "dossiers.received"],
    ["Node", "Organization:SKHCN"],
    ["Organization", "SKHCN"],
    ["PolicyDocument", "resolution-57-nq-tw"],
    ["Programme", "key-tasks-2026"],
    ["SourceDocument", "vietnamplus-2025-11-14"],
  ]);
}
