import { isListOf, type ListKind, listKindOf, rowFieldsOf } from "./list-kind";
import type { SelectedField } from "./selected-fields";

/** A list of objects in an answer. */
export interface FoundList {
  /** Names in the answer that lead to it from its root: `units.shelves`, whichever of `nodes` and `edges` is selected. */
  path: string;
  /** Other ways to write the path: `units.nodes.shelves.nodes`. */
  spellings: readonly string[];
  kind: ListKind;
  /** The fields from the root, or from an object of the list around it, down to the list itself. */
  steps: readonly [SelectedField, ...SelectedField[]];
  /** Which of the steps has the arguments of pages; that of a plain list is the last. */
  at: number;
  /** What is selected of each of its objects. */
  fields: readonly SelectedField[];
  /** The field below an edge that leads to its node; absent where the list's objects are no edges. */
  node?: SelectedField | undefined;
  /** The list around it. */
  outer: FoundList | undefined;
  /** Lists within its objects. */
  inner: readonly FoundList[];
}

/** The outermost lists of objects of a selection, each with those within it. */
export function findLists(fields: readonly SelectedField[]): FoundList[] {
  return findBelow(fields, { path: [], spelled: [], steps: [], outer: undefined });
}

/** All lists, those within others too, in the order of the text. */
export function withInner(lists: readonly FoundList[]): FoundList[] {
  return lists.flatMap((list) => [list, ...withInner(list.inner)]);
}

/** A list and those around it, the outermost first. */
export function chainOf(list: FoundList): FoundList[] {
  return list.outer ? [...chainOf(list.outer), list] : [list];
}

interface Place {
  path: readonly string[];
  /** The path with all names of the answer. */
  spelled: readonly string[];
  steps: readonly SelectedField[];
  outer: FoundList | undefined;
}

function findBelow(fields: readonly SelectedField[], place: Place): FoundList[] {
  return fields.flatMap((field) => {
    const kind = listKindOf(field);
    const below: Place = {
      path: [...place.path, field.name],
      spelled: [...place.spelled, field.name],
      steps: [...place.steps, field],
      outer: place.outer,
    };
    if (kind === "plain") return [listAt(below, kind, place.steps.length, field)];
    if (kind === undefined) return findBelow(field.children, below);
    const rows = rowFieldsOf(kind, field);
    return rows.map((row) =>
      listAt(
        {
          // Two of them are told apart by their own names.
          path: kind === "statistic" || rows.length > 1 ? [...below.path, row.name] : below.path,
          spelled: [...below.spelled, row.name],
          steps: [...below.steps, row],
          outer: place.outer,
        },
        kind,
        place.steps.length,
        row,
      ),
    );
  });
}

function listAt(place: Place, kind: ListKind, at: number, field: SelectedField): FoundList {
  const { path, spelled, steps, outer } = place;
  const node = nodeOf(kind, field);
  const [first, ...others] = steps;
  if (!first) throw new Error("Expected a list to be a field.");
  const withNode = node ? [...spelled, node.name] : spelled;
  const spellings = [spelled, withNode, steps.length > 1 ? spelled.slice(0, -1) : spelled];
  const inner: FoundList[] = [];
  const list: FoundList = {
    path: path.join("."),
    spellings: [...new Set(spellings.map((names) => names.join(".")))],
    ...{ kind, at, outer, node, inner },
    steps: [first, ...others],
    fields: field.children,
  };
  for (const child of field.children) {
    const within =
      child === node
        ? // An edge is one object with its node.
          findBelow(child.children, { path, spelled: withNode, steps: [child], outer: list })
        : findBelow([child], { path, spelled, steps: [], outer: list });
    inner.push(...within);
  }
  return list;
}

function nodeOf(kind: ListKind, field: SelectedField): SelectedField | undefined {
  if (kind !== "connection" || field.occurrences[0].definition.name !== "edges") return undefined;
  return field.children.find(
    ({ occurrences: [{ definition }] }) => definition.name === "node" && !isListOf(definition.type),
  );
}
