import { type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";
import { applied } from "../executor/selections/join-directives";

/** What a supergraph calls the directive, with its specification's name before it where it does not import it. */
const names = ["semanticNonNull", "nullability__semanticNonNull"];
const itself: readonly number[] = [0];
const none: readonly number[] = [];

/**
 * At which levels of a field's lists null comes with an error alone: 0 is the field itself, 1 an element of its list.
 * See https://specs.apollo.dev/nullability/v0.4/#@semanticNonNull
 */
export function semanticNonNullLevels(
  supergraph: GraphQLSchema,
  typeName: string,
  fieldName: string,
): readonly number[] {
  const type = supergraph.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return none;
  const directives = type.getFields()[fieldName]?.astNode?.directives;
  const [mark] = names.flatMap((name) => applied(directives, name));
  if (!mark) return none;
  return Array.isArray(mark.levels) ? mark.levels.map(Number) : itself;
}
