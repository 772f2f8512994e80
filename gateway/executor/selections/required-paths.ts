import { type GraphQLSchema, isInterfaceType, isNonNullType, isObjectType } from "graphql";
import type { RequiredSelection } from "../../planner/query-plan";
import { applied, fieldSet, graphNamed } from "./join-directives";
import type { EntityField } from "./requested-fields";
import { fitsCondition } from "./type-conditions";

/** A field that is requested of an entity, and what it is computed from. */
export interface RequiringField extends EntityField {
  /** By the subgraph's names, as deep as they go: `size.height`. */
  requires: readonly string[];
  /** Whether an error of it takes the whole entity in the subgraph's answer. */
  isNonNull: boolean;
}

/**
 * What a fetch requests of entities of a type, and what each of these fields requires.
 * See https://specs.apollo.dev/join/v0.3/#@field
 */
export function compileRequiring(
  supergraph: GraphQLSchema,
  subgraph: string,
  fields: readonly EntityField[],
): (typeName: string) => readonly RequiringField[] {
  const graph = graphNamed(supergraph, subgraph);
  const said = (typeName: string, field: string) => {
    const type = supergraph.getType(typeName);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    const ofGraph = applied(definition?.astNode?.directives, "join__field").filter(
      (entry) => entry.graph === graph,
    );
    return {
      requires: ofGraph.flatMap(({ requires = "" }) => pathsOf(fieldSet(String(requires)), "")),
      isNonNull:
        isNonNullType(definition?.type) || ofGraph.some(({ type: own }) => String(own).endsWith("!")),
    };
  };
  return (typeName) =>
    fields
      .filter(({ type }) => fitsCondition(supergraph, typeName, type))
      .map((field) => {
        const all = [...new Set([field.type, typeName])].map((type) => said(type, field.field));
        return {
          ...field,
          requires: all.flatMap(({ requires }) => requires),
          isNonNull: all.some(({ isNonNull }) => isNonNull),
        };
      });
}

/** The required path that is lacking where another one is; undefined where that is no part of it. */
export function isAffected({ requires }: RequiringField, lacking: string): boolean {
  return requires.some((path) => path === lacking || path.startsWith(`${lacking}.`));
}

function pathsOf(selections: readonly RequiredSelection[], above: string): string[] {
  return selections.flatMap((node) => {
    const path = node.kind === "Field" ? `${above}${node.name}` : above;
    if (node.kind === "InlineFragment") return pathsOf(node.selections, above);
    return node.selections ? pathsOf(node.selections, `${path}.`) : [path];
  });
}
