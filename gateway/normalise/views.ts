import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { covers } from "./covers";
import { conditionsText } from "./node-text";
import type { ResponseNames } from "./response-names";

/** What a client selects of an object under one name of it. */
interface View {
  fields: Map<string, ViewedField>;
  /** What may take the object, as a text; once it is known. */
  fragile?: string;
}

interface ViewedField {
  /** Its name in what is fetched, as long as nothing separates it. */
  name: string;
  /** Under which types and conditions of variables it is selected. */
  heads: Set<string>;
  isNonNull: boolean;
  /** Whether a null within takes the field and the object around it. */
  isTransparent: boolean;
  /** Absent of leaves. */
  inner?: View;
  /** Which of several fields of its name it is. */
  number: number;
}

export interface ViewOptions {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  names: ResponseNames;
  separator: string;
}

/**
 * Keeps apart what a client selects of one object under several names, `a: ward { code } b: ward { area }`, where an
 * error under the one would take the object under the other as well: where they differ in what may not be null. Everything
 * else is fetched once, for all names.
 */
export function separateViews(
  options: ViewOptions,
  root: GraphQLCompositeType,
  set: SelectionSetNode,
): ResponseNames {
  const view: View = { fields: new Map() };
  addSelections(options, view, root, set, []);
  number([view]);
  return namesOf(options, view);
}

function namesOf(options: ViewOptions, view: View): ResponseNames {
  const { names, separator } = options;
  const fieldOf = (parent: GraphQLCompositeType, node: FieldNode) =>
    view.fields.get(keyOf(names.of(parent, node), node));
  return {
    of(parent, node) {
      const { number = 0 } = fieldOf(parent, node) ?? {};
      return `${names.of(parent, node)}${number === 0 ? "" : `${separator}v${number}`}`;
    },
    within(parent, node) {
      const { inner } = fieldOf(parent, node) ?? {};
      return inner ? namesOf(options, inner) : names;
    },
  };
}

function keyOf(fetchedName: string, { alias, name }: FieldNode): string {
  return `${fetchedName} ${(alias ?? name).value}`;
}

function addSelections(
  options: ViewOptions,
  view: View,
  parent: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  heads: readonly string[],
): void {
  const { schema, fragments, names } = options;
  for (const node of selections) {
    const conditions = conditionsText(node);
    if (!conditions) continue;
    const inner = [...heads, ...conditions];
    if (node.kind === Kind.FIELD) {
      const type = isUnionType(parent) ? undefined : parent.getFields()[node.name.value]?.type;
      if (!type) continue;
      const name = names.of(parent, node);
      const known = view.fields.get(keyOf(name, node)) ?? newField(name);
      view.fields.set(keyOf(name, node), known);
      known.heads.add([...new Set(inner)].sort().join(" "));
      known.isNonNull ||= isNonNullType(type);
      known.isTransparent ||= isTransparent(type);
      const named = getNamedType(type);
      if (!node.selectionSet || !isCompositeType(named)) continue;
      known.inner ??= { fields: new Map() };
      addSelections(options, known.inner, named, node.selectionSet, []);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    const wanted = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
    if (!fragment || !isCompositeType(wanted)) continue;
    if (covers(schema, wanted, parent)) addSelections(options, view, parent, fragment.selectionSet, inner);
    else if (!isObjectType(parent)) {
      addSelections(options, view, wanted, fragment.selectionSet, [...inner, `on ${wanted.name}`]);
    }
  }
}

function newField(name: string): ViewedField {
  return { name, heads: new Set(), isNonNull: false, isTransparent: false, number: 0 };
}

function isTransparent(type: GraphQLOutputType): boolean {
  if (!isNonNullType(type)) return false;
  return !isListType(type.ofType) || isTransparent(type.ofType.ofType);
}

/**
 * Numbers the fields of views of one object: one number for those that stand and fall together. Where a null takes the
 * object, nobody knows its type any more, so that its name alone has to distinguish the field of one type from that of another.
 */
function number(views: readonly View[]): void {
  const byName = new Map<string, ViewedField[]>();
  for (const field of views.flatMap(({ fields }) => [...fields.values()])) {
    byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
  }
  for (const fields of byName.values()) {
    const alike = new Map<string, ViewedField[]>();
    for (const field of fields) {
      const key = `${field.isNonNull ? headsOf(field) : ""}{${fragileOf(field.inner)}}`;
      alike.set(key, [...(alike.get(key) ?? []), field]);
    }
    for (const [index, key] of [...alike.keys()].sort().entries()) {
      const together = alike.get(key) ?? [];
      for (const field of together) field.number = index;
      number(together.flatMap(({ inner }) => inner ?? []));
    }
  }
}

/** Everything of which an error takes the object: equal for views that stand and fall together. */
function fragileOf(view: View | undefined): string {
  if (!view) return "";
  view.fragile ??= [
    ...new Set([...view.fields.values()].filter(({ isNonNull }) => isNonNull).map(fragileField)),
  ]
    .sort()
    .join(" ");
  return view.fragile;
}

function fragileField(field: ViewedField): string {
  const inner = field.isTransparent ? fragileOf(field.inner) : "";
  return `${field.name}[${headsOf(field)}]{${inner}}`;
}

function headsOf({ heads }: ViewedField): string {
  return [...heads].sort().join(", ");
}
