import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { badInput } from "../../../shared/base/errors/graph-error";
import type { SelectedField } from "../lists/selected-fields";

/** What the names of the gateway's own fields and variables begin with. */
const prefix = "tables_";

/** Fields that the gateway asks for beside the client's, by their names in the answer. They are no columns. */
export const silent = {
  pageInfo: `${prefix}pageInfo`,
  endCursor: `${prefix}endCursor`,
  truncated: `${prefix}truncated`,
  totalCount: `${prefix}totalCount`,
  node: `${prefix}node`,
  id: `${prefix}id`,
  origin: `${prefix}origin`,
  protected: `${prefix}protected`,
  source: `${prefix}source`,
} as const;

/** Variables of pages, one pair for each level of lists. */
export const silentVariables = {
  id: `${prefix}id`,
  first: (level: number) => `${prefix}first_${level}`,
  after: (level: number) => `${prefix}after_${level}`,
};

/** Objects of a connection in a cell whose length nobody says. A longer one is refused, not cut. */
export const longestInCell = 100;

const names: ReadonlySet<string> = new Set(Object.values(silent));

export function isSilent(name: string): boolean {
  return names.has(name);
}

/** Throws BAD_USER_INPUT for a query whose names could be taken for the gateway's own. */
export function refuseSilentNames(fields: readonly SelectedField[], variables: readonly string[]): void {
  const taken = [...variables, ...namesIn(fields)].find((name) => name.startsWith(prefix));
  if (taken === undefined) return;
  throw badInput(`Expected no name that begins with ${prefix}, which are the gateway's own; got ${taken}.`);
}

function namesIn(fields: readonly SelectedField[]): string[] {
  return fields.flatMap(({ name, children }) => [name, ...namesIn(children)]);
}

/**
 * What is asked beside an object of a table to tell where its values come from: where it says so, whether they are
 * published, reported or synthetic, of which document, and whether statistics are protected. No more than what is the
 * object's own: another thing's origin is no origin of this row, and may be another subgraph's to tell.
 */
export function markFieldsOf(type: GraphQLNamedType): string[] {
  if (!isObjectType(type)) return [];
  const marks: string[] = [];
  if (isOrigin(type)) marks.push(`${silent.origin}: origin`);
  if (hasLeaf(type, "protected", "Boolean")) marks.push(`${silent.protected}: protected`);
  const source = fieldWithoutArguments(type, "source");
  const sourceType = source && getNamedType(source.type);
  if (isObjectType(sourceType) && isNodeType(sourceType)) {
    const told = ["code", "title"].filter((name) => fieldWithoutArguments(sourceType, name));
    if (told.length > 0) marks.push(`${silent.source}: source { ${told.join(" ")} }`);
  }
  return marks;
}

/** Whether an object can be asked for by its global id. */
export function isNodeType(type: GraphQLNamedType | undefined): type is GraphQLObjectType {
  if (!isObjectType(type)) return false;
  return type.getInterfaces().some((each) => isInterfaceType(each) && each.name === "Node");
}

/** Published, reported or synthetic. */
function isOrigin(type: GraphQLObjectType): boolean {
  const field = fieldWithoutArguments(type, "origin");
  const named = field && getNamedType(field.type);
  if (!isEnumType(named)) return false;
  const values = named.getValues().map(({ name }) => name);
  return values.includes("PUBLISHED") && values.includes("SYNTHETIC");
}

function hasLeaf(type: GraphQLObjectType, name: string, scalar: string): boolean {
  const field = fieldWithoutArguments(type, name);
  return field !== undefined && getNamedType(field.type).name === scalar;
}

function fieldWithoutArguments(type: GraphQLObjectType, name: string) {
  const field = type.getFields()[name];
  return field && !field.args.some(isRequiredArgument) ? field : undefined;
}
