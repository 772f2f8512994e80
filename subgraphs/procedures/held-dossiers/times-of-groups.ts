import type { FoundTimes } from "../dossier/found-groups";
import type { ProcessingTimes } from "../dossier/processing-times";
import type { RowGroups } from "../dossier-groups/group-rows";
import { type PackedAnswer, unpackKeys } from "../dossier-groups/packed-answer";
import type { PlacedGroup } from "../dossier-groups/place-groups";
import type { FilteredDossiers } from "./filtered-dossiers";

/** How long the dossiers of groups took, of each that is answered and of all; `codes` are the days by their place. */
export function timesOf(
  groups: RowGroups<FilteredDossiers>,
  keys: PackedAnswer["keys"],
  placed: readonly PlacedGroup[],
  codes: readonly (string | null)[],
): FoundTimes {
  // Those that are not answered count together, behind the others.
  const indexOf = new Int32Array(groups.numbers.length).fill(placed.length);
  for (const [index, { place }] of placed.entries()) if (place !== undefined) indexOf[place] = index;
  const counted = new Int32Array((placed.length + 1) * codes.length);
  for (const { rows, places } of groups.parts) rows.countDays(places, indexOf, counted);
  const timesAt = (index: number): ProcessingTimes => {
    const times = counted.subarray(index * codes.length, (index + 1) * codes.length);
    return new Map(
      codes.flatMap((days, place) => (days !== null && times[place] ? [[Number(days), times[place]]] : [])),
    );
  };
  const all: ProcessingTimes = new Map();
  for (let index = 0; index <= placed.length; index += 1)
    for (const [days, dossiers] of timesAt(index)) all.set(days, (all.get(days) ?? 0) + dossiers);
  return {
    groups: placed.map((_, index) => ({ keys: unpackKeys(keys, index), times: timesAt(index) })),
    all,
  };
}
