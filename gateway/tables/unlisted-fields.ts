import { chainOf, type FoundList } from "./lists/find-lists";
import { listKindOf, rowFieldsOf } from "./lists/list-kind";
import type { SelectedField } from "./lists/selected-fields";

/** What says where a page stands, and nothing of what is counted. */
const ofPages: ReadonlySet<string> = new Set([
  ...["pageInfo", "totalCount", "truncated", "endCursor", "__typename"],
]);

/**
 * What a query selects beside a list, in the objects that lead to it, and what therefore is in no row: `totals` of a
 * statistic, the name of the one unit whose shelves they are. By the names in the answer, from its root.
 */
export function unlistedFields(list: FoundList): string[] {
  const [outermost = list] = chainOf(list);
  const { steps } = outermost;
  return steps.slice(0, -1).flatMap((step, at) => {
    const above = steps.slice(0, at + 1).map(({ name }) => name);
    const beside = step.children.filter(
      (child) => child !== steps[at + 1] && !isOfPages(child) && !hasList(child),
    );
    return beside.map(({ name }) => [...above, name].join("."));
  });
}

function isOfPages({ occurrences: [{ definition }] }: SelectedField): boolean {
  return ofPages.has(definition.name);
}

/** Whether it is a list of objects, or there is one below it: that is a table of its own. */
function hasList(field: SelectedField): boolean {
  const kind = listKindOf(field);
  if (kind === "plain" || (kind && rowFieldsOf(kind, field).length > 0)) return true;
  return field.children.some(hasList);
}
