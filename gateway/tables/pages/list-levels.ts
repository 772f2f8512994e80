import { type FieldNode, getArgumentValues, Kind } from "graphql";
import { badInput } from "../../../shared/base/errors/graph-error";
import type { JsonObject } from "../../values/json";
import { chainOf, type FoundList } from "../lists/find-lists";
import type { ListLevel } from "./page-query";

/** A list that leads to the rows, with what the client asks of its pages. */
export interface ReadLevel extends ListLevel {
  /** `first` of the client: as many objects at most. */
  most: number;
  /** `after` of the client. */
  after: string | null;
}

/**
 * The lists from the outermost to the chosen one; where that is the only one, with one object more than the rows that are
 * wanted, which tells whether more follow. Throws BAD_USER_INPUT for a `first` below 1.
 */
export function levelsOf(list: FoundList, values: JsonObject, limit: number): ReadLevel[] {
  const levels = chainOf(list).map((each) => levelOf(each, values));
  const [only, ...others] = levels;
  return only && others.length === 0 ? [{ ...only, most: Math.min(only.most, limit + 1) }] : levels;
}

function levelOf(list: FoundList, values: JsonObject): ReadLevel {
  const asTheClientDid = { list, isPaged: false, most: Number.POSITIVE_INFINITY, after: null };
  const field = list.steps[list.at];
  if (list.kind === "plain" || !field) return asTheClientDid;
  const [{ definition, node }] = field.occurrences;
  const given = getArgumentValues(definition, node, values);
  const { last, before, first, after } = given;
  if (last != null || before != null) return asTheClientDid;
  const most = isGiven(node, "first", values) && typeof first === "number" ? first : Number.POSITIVE_INFINITY;
  if (most < 1) throw badInput(`${field.name}: expected first to be at least 1; got ${most}.`, ["first"]);
  return { list, isPaged: true, most, after: typeof after === "string" ? after : null };
}

/** Whether an argument has a value of the client's, and not the schema's default. */
function isGiven({ arguments: given = [] }: FieldNode, name: string, values: JsonObject): boolean {
  const value = given.find((each) => each.name.value === name)?.value;
  if (!value || value.kind === Kind.NULL) return false;
  return value.kind !== Kind.VARIABLE || Object.hasOwn(values, value.name.value);
}
