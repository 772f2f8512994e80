import type { DossierCounts } from "../dossier/dossier-measures";
import type { DossierGroupKeys } from "../dossier/dossier-stats-keys";
import type { FoundGroups } from "../dossier/found-groups";
import type { PlacedGroup } from "./best-groups";
import { type DossierGroups } from "./dossier-groups";
import { type DossierSums, mapCounts } from "./dossier-sums";
import type { GroupAxis } from "./group-axes";

/** The groups of an answer by columns: from thread to thread these take a fraction of what a thousand objects do. */
export interface PackedAnswer {
  size: number;
  keys: { name: keyof DossierGroupKeys; codes: (string | null)[]; places: Uint32Array }[];
  counts: DossierSums;
  totals: DossierCounts;
}

export function packAnswer(
  groups: DossierGroups,
  axes: readonly GroupAxis[],
  placed: readonly PlacedGroup[],
): PackedAnswer {
  const { sums, totals } = groups.sumsAt(placed.map(({ place }) => place));
  return { size: placed.length, keys: packKeys(axes, placed), counts: sums, totals };
}

/** The keys of some groups by columns, without codes that none of them has. */
export function packKeys(axes: readonly GroupAxis[], placed: readonly PlacedGroup[]): PackedAnswer["keys"] {
  const rest = Float64Array.from(placed, ({ number }) => number);
  return axes.toReversed().map(({ name, codes: all }) => {
    const codes: (string | null)[] = [];
    const known = new Map<number, number>();
    const places = new Uint32Array(rest.length);
    for (let at = 0; at < rest.length; at += 1) {
      const number = rest[at] ?? 0;
      const code = number % all.length;
      rest[at] = (number - code) / all.length;
      const place = known.get(code) ?? codes.push(all[code] ?? null) - 1;
      known.set(code, place);
      places[at] = place;
    }
    return { name, codes, places };
  });
}

export function unpackAnswer({ size, keys, counts, totals }: PackedAnswer): FoundGroups {
  return {
    groups: Array.from({ length: size }, (_, at) => ({
      keys: unpackKeys(keys, at),
      counts: mapCounts((name) => counts[name][at] ?? 0),
    })),
    totals,
  };
}

/** The keys of one of the groups. */
export function unpackKeys(packed: PackedAnswer["keys"], at: number): Partial<DossierGroupKeys> {
  const keys: Partial<Record<keyof DossierGroupKeys, string | null>> = {};
  for (const { name, codes, places } of packed) keys[name] = codes[places[at] ?? 0] ?? null;
  return keys as Partial<DossierGroupKeys>;
}
