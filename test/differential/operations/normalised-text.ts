import { type GraphQLSchema, Kind, parse } from "graphql";
import { normaliseOperation } from "../../../gateway/normalise/normalise-operation";
import type { GraphNaming } from "../../../gateway/normalise/response-names";

/** The normalised form of a valid operation; undefined where nothing has to be fetched. */
export function normalisedText(
  query: string,
  schema: GraphQLSchema,
  naming: GraphNaming,
): string | undefined {
  const { definitions } = parse(query);
  const definition = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new Error(`Expected an operation, got ${query}.`);
  const fragments = new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  return normaliseOperation({ schema, naming, definition, fragments }).text;
}
