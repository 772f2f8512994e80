import type { DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import { bestGroups, leavesGaps, type PlacedGroup } from "./best-groups";
import type { DossierGroups } from "./dossier-groups";

type Asked = Pick<DossierStatsArguments, "having" | "orderBy" | "first" | "timeBucket">;

/**
 * The groups that are answered, in order, and one more where there are more than asked for: those that `having` leaves
 * of the groups with dossiers and of the gaps. `inOrder` are all of them in the order of their keys.
 */
export function placeGroups(
  groups: DossierGroups,
  inOrder: Iterable<PlacedGroup>,
  { having, orderBy, first, timeBucket }: Asked,
): PlacedGroup[] {
  const most = first + 1;
  if (!having?.length && !orderBy?.length) return take(inOrder, most);
  const order = { having, orderBy };
  // Gaps differ in nothing but their keys, in whose order they come: of no more than these is one answered.
  const gaps = timeBucket?.fillGaps && leavesGaps(order) ? take(gapsOf(inOrder), most) : [];
  return bestGroups(groups, groups.candidates(order, most), gaps, order, most);
}

function* gapsOf(groups: Iterable<PlacedGroup>): Generator<number> {
  for (const { number, place } of groups) if (place === undefined) yield number;
}

function take<Value>(values: Iterable<Value>, most: number): Value[] {
  const taken: Value[] = [];
  if (most > 0)
    for (const value of values) {
      taken.push(value);
      if (taken.length === most) break;
    }
  return taken;
}
