import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  valueFromASTUntyped,
} from "graphql";

/** How long a list may be, from `@listSize`. */
export interface ListSize {
  /** Without a word of the client's. */
  assumed: number;
  /** Arguments that say how long it is at most; the longest counts. */
  slicing: readonly string[];
  /** Fields of the object that have this length in the field's place, as `nodes` of a connection has; none: its own. */
  sized: readonly string[];
}

/** A list that nobody has said the size of. */
export const assumedListSize = 20;

/*
 * What fields, arguments and types cost, from `@cost` and `@listSize` of the supergraph. Where there is none an object
 * costs 1 and all else nothing, as the specification says: https://ibm.github.io/graphql-specs/cost-spec.html
 */

type Definition = Pick<GraphQLField<unknown, unknown>, "astNode">;

/** Of a field itself, once for each object that has it. */
export function fieldWeight(field: Definition): number {
  return weightOf(field.astNode?.directives) ?? 0;
}

/** Of each object or value of a type. */
export function typeWeight(type: GraphQLNamedType): number {
  return weightOf(type.astNode?.directives) ?? (isCompositeType(type) ? 1 : 0);
}

/** Of an argument or a field of an input object that a client gives. */
export function argumentWeight(argument: GraphQLArgument | GraphQLInputField): number {
  const type = getNamedType(argument.type);
  return weightOf(argument.astNode?.directives) ?? (isInputObjectType(type) ? 1 : 0);
}

export function listSizeOf({ astNode }: Definition): ListSize | undefined {
  const given = argumentsOf(astNode?.directives, "listSize");
  return (
    given && {
      assumed: typeof given.assumedSize === "number" ? given.assumedSize : assumedListSize,
      slicing: texts(given.slicingArguments),
      sized: texts(given.sizedFields),
    }
  );
}

function weightOf(directives: readonly ConstDirectiveNode[] | undefined): number | undefined {
  const weight = argumentsOf(directives, "cost")?.weight;
  return weight === undefined ? undefined : Number(weight);
}

/** A supergraph may call a directive by its own name or by the specification's and its own. */
function argumentsOf(
  directives: readonly ConstDirectiveNode[] = [],
  name: string,
): Record<string, unknown> | undefined {
  const found = directives.find(({ name: { value } }) => value === name || value.endsWith(`__${name}`));
  return (
    found &&
    Object.fromEntries(
      (found.arguments ?? []).map((each) => [each.name.value, valueFromASTUntyped(each.value)]),
    )
  );
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
