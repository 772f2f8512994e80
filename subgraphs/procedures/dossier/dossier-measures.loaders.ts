import sql, { type Sql } from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphLoader } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";
import { countFromHeld, timeFromHeld } from "../held-dossiers/ask-held";
import { countDossiers, timeDossiers } from "./count-dossiers";
import type { DossierFilter } from "./dossier.inputs";
import type { DossierTiming } from "./dossier-counting";
import {
  addCounts,
  type DossierCounts,
  type DossierMeasures,
  dossierMeasuresOf,
  noDossiers,
} from "./dossier-measures";
import { DossierDimension } from "./dossier-stats.inputs";
import type { ProcessingTimes } from "./processing-times";
import { soonerOf } from "./sooner-of";

/** What measures depend on besides the organization, unit or procedure. */
export interface MeasuresArguments {
  filter: DossierFilter | null;
}

/** Measures of the dossiers that an organization handles, by its code. */
export const measuresByOrganization = measuresBy(DossierDimension.ORGANIZATION, "organization");

/** Measures of the dossiers received in a unit, by its code; of the city, of all dossiers. */
export const measuresByUnit = measuresBy(DossierDimension.UNIT, "unit", cityCode);

/** Measures of the dossiers of a procedure, by its code. */
export const measuresByProcedure = measuresBy(DossierDimension.PROCEDURE, "procedure");

/** A key of the dossier that measures are loaded by, as `dossierStats` calls it. */
type LoadedKey = "organization" | "unit" | "procedure";

/** What was counted of a key; null where dossiers have none. */
interface CountedKey extends DossierCounts {
  key: string | null;
}

/** More than there are organizations, units or procedures. */
const allOfThem = 10_000;

/**
 * Makes the loader of measures by a key of the dossier, all keys of a batch in one statement. `whole` is the
 * key that stands for all dossiers, whatever their own. Its counts are the sum of all groups: GROUPING SETS
 * would say the same, and took three times as long on a million rows.
 */
function measuresBy(
  dimension: DossierDimension,
  name: LoadedKey,
  whole?: string,
): SubgraphLoader<DossierMeasures, MeasuresArguments> {
  const timesByKey = processingTimesBy(dimension, name, whole);
  return defineLoader(async (keys, context, args) => {
    const now = context.clock.now();
    const question = { ...args, groupBy: [dimension], first: allOfThem };
    const counting = countDossiers(question, now);
    const held = countFromHeld(context.database, question, now).then((found) =>
      found?.groups.map((group): CountedKey => ({ key: group.keys[name] ?? null, ...group.counts })),
    );
    const rows = await soonerOf(held, () =>
      context.database.rows<CountedKey>(sql`
        WITH ${counting.given} counted AS (
          SELECT ${counting.keys[dimension]} AS key, ${counting.counts}
          FROM ${counting.source} WHERE ${asked(counting, dimension, whole, keys)} GROUP BY 1)
        SELECT * FROM counted`),
    );
    const counted = new Map<string | null, DossierCounts>(rows.map((row) => [row.key, row]));
    if (whole !== undefined) counted.set(whole, addCounts(rows));
    return new Map(
      keys.map((of) => {
        const times = () => context.loadKnown(timesByKey, of, args);
        return [of, dossierMeasuresOf(counted.get(of) ?? noDossiers, times)];
      }),
    );
  });
}

/** Makes the loader of processing times by a key of the dossier, all keys of a batch in one statement. */
function processingTimesBy(
  dimension: DossierDimension,
  name: LoadedKey,
  whole?: string,
): SubgraphLoader<ProcessingTimes, MeasuresArguments> {
  return defineLoader(async (keys, context, args) => {
    const now = context.clock.now();
    const question = { ...args, groupBy: [dimension], first: allOfThem };
    const timing = timeDossiers(question, now);
    const held = timeFromHeld(context.database, question, now).then((found) => {
      const times = new Map(found?.groups.map((group) => [group.keys[name] ?? null, group.times]));
      return (
        found && new Map(keys.map((of) => [of, (of === whole ? found.all : times.get(of)) ?? new Map()]))
      );
    });
    return soonerOf(held, async () => {
      const rows = await context.database.rows<{ key: string | null; days: number; dossiers: number }>(sql`
        SELECT ${timing.keys[dimension]} AS key, ${timing.processingDays} AS days, (${timing.dossiers})::int AS dossiers
        FROM ${timing.source} WHERE ${asked(timing, dimension, whole, keys)} GROUP BY 1, 2`);
      const times = new Map<string, ProcessingTimes>(keys.map((of) => [of, new Map()]));
      for (const { key: of, days, dossiers } of rows) {
        for (const time of [times.get(of ?? ""), times.get(whole ?? "")]) {
          time?.set(days, (time.get(days) ?? 0) + dossiers);
        }
      }
      return times;
    });
  });
}

/** Which dossiers to read: all of them only when the key that stands for them is asked. */
function asked(
  { keys: columns, where }: Pick<DossierTiming, "keys" | "where">,
  dimension: DossierDimension,
  whole: string | undefined,
  keys: readonly string[],
): Sql {
  if (whole !== undefined && keys.includes(whole)) return where;
  return all([sql`${columns[dimension]} = ANY(${[...keys]}::text[])`, where]);
}
