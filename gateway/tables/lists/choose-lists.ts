import { badInput } from "../../../shared/base/errors/graph-error";
import { quote } from "../../../shared/base/errors/quote";
import { type FoundList, withInner } from "./find-lists";

/** Most tables of one answer: the first page of each is there before anything is sent. */
export const maxTables = 20;

/**
 * The lists that become tables: the one that is named, or each of the outermost. Throws BAD_USER_INPUT where there is none,
 * or none of that name, with the names that there are.
 */
export function chooseLists(outermost: readonly FoundList[], wanted: string | undefined): FoundList[] {
  const all = withInner(outermost);
  if (all.length === 0) {
    throw badInput(
      "Expected a query with a list of objects, whose objects become the rows of a table; this one selects single " +
        "objects only. Select a list of them, e.g. `units { nodes { code name } }` in the place of one " +
        "unit, nodes(ids: [...]), or the `rows` of a statistic, which are one without groups.",
    );
  }
  if (wanted !== undefined) return [listNamed(all, wanted)];
  if (outermost.length > maxTables) {
    throw badInput(
      `Expected at most ${maxTables} lists in a query whose lists all become tables; got ${outermost.length}. Choose one by \`list\`.`,
    );
  }
  return [...outermost];
}

function listNamed(all: readonly FoundList[], wanted: string): FoundList {
  const found =
    all.find(({ path }) => path === wanted) ?? all.find(({ spellings }) => spellings.includes(wanted));
  if (found) return found;
  const names = all.map(({ path }) => path).join(", ");
  throw badInput(`list: expected one of ${names}; got ${quote(wanted)}.`, ["list"]);
}
