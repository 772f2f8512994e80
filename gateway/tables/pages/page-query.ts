import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";
import type { FoundList } from "../lists/find-lists";
import { listKindOf, rowFieldsOf } from "../lists/list-kind";
import type { Occurrence, SelectedField } from "../lists/selected-fields";
import { isNodeType, longestInCell, markFieldsOf, silent, silentVariables } from "./silent-fields";

/** How one of the lists that lead to the rows is asked for. */
export interface ListLevel {
  list: FoundList;
  /** Whether its pages are followed; else it is asked for as the client did. */
  isPaged: boolean;
}

export interface PageQueries {
  /** The text that asks for pages of the outermost list, with the first page of each within it. */
  root: string;
  /** The text that asks how many objects the outermost list has in all; absent where it does not tell. */
  count: string | undefined;
  /** By level: the text that asks for the rest of an inner list by the id of its parent; absent where it has no pages. */
  rest: readonly (RestQuery | undefined)[];
}

export interface RestQuery {
  text: string;
  parent: ParentOfList;
}

/** From where an inner list is asked for again. */
export interface ParentOfList {
  /** How many of the list's steps lead to the parent; 0: it is the object of the list around it. */
  steps: number;
  /** Can be asked for by its id. */
  type: GraphQLCompositeType;
}

/**
 * Writes the client's query as those of a table's pages: what leads to the list and what is selected of its objects, and no
 * other field; the arguments of pages as variables, so that the text of all pages is the same and is planned once.
 * `levels` are the lists from the outermost to the chosen one.
 */
export function writePageQueries(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  root: readonly SelectedField[],
  levels: readonly ListLevel[],
): PageQueries {
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error(`Expected a root type for ${definition.operation}.`);
  const written = createWriter(schema, levels);
  const finish = (selection: string, own: readonly string[] = []) =>
    withVariables(definition, selection, [...own, ...variablesOf(levels)]);
  const rest = levels.map(({ list, isPaged }) => {
    const parent = isPaged ? parentOf(list) : undefined;
    const first = parent && list.steps[parent.steps];
    if (!parent || !first) return undefined;
    const way = written.fields([first], parent.type, "between");
    const selection = `{ ${silent.node}: node(id: $${silentVariables.id}) { ... on ${parent.type.name} { ${way} } } }`;
    return { parent, text: finish(selection, [`$${silentVariables.id}: ID!`]) };
  });
  const count = countSelection(levels);
  return {
    root: finish(`{ ${written.fields(root, rootType, "between")} }`),
    count: count && finish(count),
    rest,
  };
}

/** The nearest object above the pages of an inner list that can be asked for by its id; undefined where there is none. */
export function parentOf({ outer, steps, at }: FoundList): ParentOfList | undefined {
  if (!outer) return undefined;
  for (let taken = at; taken >= 0; taken--) {
    const [first, ...others] = steps[taken]?.occurrences ?? [];
    const type = first?.parent;
    if (isNodeType(type) && others.every(({ parent }) => parent === type)) return { steps: taken, type };
  }
  return undefined;
}

/**
 * Where a field stands: on the way to a list, where nothing beside is asked for; in an object around the chosen list, of
 * which all but lists is; or in an object of the list, of which all is.
 */
type Zone = "between" | "outer" | "row";

function createWriter(schema: GraphQLSchema, levels: readonly ListLevel[]) {
  const way = new Set(levels.flatMap(({ list: { steps } }) => steps));
  const chosen = levels.at(-1)?.list;
  const objectsOf = new Map(levels.map(({ list }) => [list.steps.at(-1), list]));
  const nodesOf = new Map(levels.flatMap(({ list }) => (list.node ? [[list.node, list] as const] : [])));
  const pages = new Map(
    levels.flatMap((each, level) => (each.isPaged ? [[each.list.steps[each.list.at], level] as const] : [])),
  );
  /** Fields of whose objects the ids are needed, and the type that these have. */
  const parents = new Map(
    levels.flatMap(({ list, isPaged }) => {
      const parent = isPaged ? parentOf(list) : undefined;
      if (!parent) return [];
      const field = parent.steps === 0 ? list.outer?.steps.at(-1) : list.steps[parent.steps - 1];
      return [[field, parent.type] as const];
    }),
  );

  const zoneBelow = (field: SelectedField, zone: Zone): Zone => {
    const list = objectsOf.get(field);
    if (list) return list === chosen ? "row" : "outer";
    // A single object on the way from one list to the next is one of those around the chosen list.
    const leadsOn = zone === "outer" && way.has(field) && !nodesOf.has(field);
    return leadsOn && listKindOf(field) !== undefined ? "between" : zone;
  };
  const isKept = (field: SelectedField, zone: Zone): boolean => {
    if (zone === "row" || way.has(field)) return true;
    return zone === "outer" && listKindOf(field) === undefined;
  };
  const fields = (selected: readonly SelectedField[], type: GraphQLCompositeType, zone: Zone): string =>
    selected
      .filter((field) => isKept(field, zone))
      .flatMap((field) => occurrencesFor(schema, field, type).map((each) => write(field, each, type, zone)))
      .filter((text) => text !== "")
      .join(" ");

  const write = (
    field: SelectedField,
    occurrence: Occurrence,
    type: GraphQLCompositeType,
    zone: Zone,
  ): string => {
    const { definition, node, parent } = occurrence;
    const below = getNamedType(definition.type);
    const level = pages.get(field);
    const inCell = zone === "row" && !way.has(field) && isOpenConnection(field, occurrence);
    let selection = "";
    if (isCompositeType(below)) {
      const inner = [
        fields(field.children, below, zoneBelow(field, zone)),
        ...(level === undefined ? [] : pageFieldsOf(levels[level]?.list)),
        ...(inCell ? [`${silent.pageInfo}: pageInfo { hasNextPage }`] : []),
        ...idsOf(parents.get(field), below),
        ...marksBelow(field, below, zone),
      ].filter((text) => text !== "");
      // Objects around the list of which nothing but lists is selected.
      if (inner.length === 0) return "";
      selection = ` { ${inner.join(" ")} }`;
    }
    const given =
      level === undefined
        ? argumentsOf(node, [], inCell ? [`first: ${longestInCell}`] : [])
        : argumentsOf(node, ["first", "after"], pageArguments(level));
    const alias = field.name === definition.name ? "" : `${field.name}: `;
    const text = `${alias}${definition.name}${given}${selection}`;
    return needsCondition(schema, parent, type) ? `... on ${parent.name} { ${text} }` : text;
  };

  /** Of the objects of the chosen list, and of what is a part of these and no thing of its own. */
  const marksBelow = (field: SelectedField, type: GraphQLCompositeType, zone: Zone): string[] => {
    if (!isObjectType(type) || (listKindOf(field) !== undefined && !objectsOf.has(field))) return [];
    const isObject = objectsOf.get(field) === chosen || nodesOf.get(field) === chosen;
    const isPart = zone === "row" && !isNodeType(type);
    return isObject || isPart ? markFieldsOf(type) : [];
  };
  return { fields };
}

function idsOf(parent: GraphQLCompositeType | undefined, type: GraphQLCompositeType): string[] {
  if (!parent) return [];
  const id = `${silent.id}: id`;
  return [parent === type ? id : `... on ${parent.name} { ${id} }`];
}

/** A connection whose length the client has not said. */
function isOpenConnection(field: SelectedField, { node }: Occurrence): boolean {
  if (listKindOf(field) !== "connection" || rowFieldsOf("connection", field).length === 0) return false;
  return !node.arguments?.some(({ name }) => name.value === "first" || name.value === "last");
}

/** The occurrences that an object of a type can have: those of other types' fragments are none of its. */
function occurrencesFor(
  schema: GraphQLSchema,
  field: SelectedField,
  type: GraphQLCompositeType,
): Occurrence[] {
  const seen = new Set<string>();
  return field.occurrences.filter(({ parent }) => {
    // What is selected twice of one type is one field.
    if (seen.has(parent.name)) return false;
    seen.add(parent.name);
    return parent === type || overlaps(schema, parent, type);
  });
}

function overlaps(schema: GraphQLSchema, one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
  const possible = (type: GraphQLCompositeType) =>
    isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const others = new Set(possible(other));
  return possible(one).some((each) => others.has(each));
}

function needsCondition(
  schema: GraphQLSchema,
  on: GraphQLCompositeType,
  type: GraphQLCompositeType,
): boolean {
  if (on === type) return false;
  return !(isAbstractType(on) && isObjectType(type) && schema.isSubType(on, type));
}

function pageFieldsOf(list: FoundList | undefined): string[] {
  return list?.kind === "statistic"
    ? [`${silent.endCursor}: endCursor`, `${silent.truncated}: truncated`]
    : [`${silent.pageInfo}: pageInfo { hasNextPage endCursor }`];
}

function pageArguments(level: number): string[] {
  return [`first: $${silentVariables.first(level)}`, `after: $${silentVariables.after(level)}`];
}

function variablesOf(levels: readonly ListLevel[]): string[] {
  return levels.flatMap(({ isPaged, list }, level) => {
    if (!isPaged) return [];
    // A statistic has a number of rows of its own where nobody says one.
    const first = list.kind === "statistic" ? "Int!" : "Int";
    return [`$${silentVariables.first(level)}: ${first}`, `$${silentVariables.after(level)}: String`];
  });
}

/** The arguments of a field without those of these names, and with others. */
function argumentsOf(node: FieldNode, without: readonly string[], added: readonly string[] = []): string {
  const kept = (node.arguments ?? [])
    .filter(({ name }) => !without.includes(name.value))
    .map((each) => print(each));
  const all = [...kept, ...added];
  return all.length === 0 ? "" : `(${all.join(", ")})`;
}

function countSelection([outermost]: readonly ListLevel[]): string | undefined {
  if (outermost?.list.kind !== "connection" || !outermost.isPaged) return undefined;
  const { steps, at } = outermost.list;
  const type = steps[at] && getNamedType(steps[at].occurrences[0].definition.type);
  if (!isObjectType(type) || !Object.hasOwn(type.getFields(), "totalCount")) return undefined;
  const way = steps.slice(0, at + 1);
  const inner = way.reduceRight((below, { name, occurrences: [{ definition, node }] }, level) => {
    const given = argumentsOf(node, level === at ? ["first", "after"] : [], level === at ? ["first: 1"] : []);
    return `${name}: ${definition.name}${given} { ${below} }`;
  }, `${silent.totalCount}: totalCount`);
  return `{ ${inner} }`;
}

/** An operation of a selection, with those of the client's variables that it uses. */
function withVariables(
  { variableDefinitions = [], name }: OperationDefinitionNode,
  selection: string,
  own: readonly string[],
): string {
  const used = new Set<string>();
  visit(parse(selection, { noLocation: true }), {
    Variable: ({ name: { value } }) => {
      used.add(value);
    },
  });
  const client = variableDefinitions
    .filter(({ variable }) => used.has(variable.name.value))
    .map((each) => print(each));
  const ours = own.filter((each) => used.has(each.slice(1).split(":", 1)[0] ?? ""));
  const all = [...client, ...ours];
  return `query ${name?.value ?? "Table"}${all.length === 0 ? "" : `(${all.join(", ")})`} ${selection}`;
}
