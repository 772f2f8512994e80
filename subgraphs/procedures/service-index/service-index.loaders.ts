import sql, { type Sql } from "sql-template-tag";
import { addDays, today } from "../../../shared/clock/calendar-day";
import type { Clock } from "../../../shared/clock/clock";
import { bucketOf } from "../../../shared/clock/time-buckets";
import { badInput } from "../../../shared/errors/graph-error";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphContext, SubgraphLoader } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";
import { countDossiers } from "../dossier/count-dossiers";
import { addCounts, type DossierCounts } from "../dossier/dossier-measures";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import type { ServiceIndexRanking } from "./service-index-ranking";
import { type ServiceIndexScore, scoreOf } from "./service-index-score";

/** Scores of organizations by their codes. */
export const serviceIndexByOrganization: SubgraphLoader<ServiceIndexScore, MonthArguments> = defineLoader(
  async (codes, context, { month }) => {
    const rows = await countMonth(context, DossierDimension.ORGANIZATION, month, codes);
    return new Map(
      rows.flatMap((row) => organizationScores(row, month).map((score) => [row.key ?? "", score])),
    );
  },
);

/** Scores of units by their codes; that of the city is of all dossiers. */
export const serviceIndexByUnit: SubgraphLoader<ServiceIndexScore, MonthArguments> = defineLoader(
  async (codes, context, { month }) => {
    const ofCity = codes.includes(cityCode);
    const rows = await countMonth(context, DossierDimension.UNIT, month, ofCity ? null : codes);
    const counted = ofCity ? [...rows, { ...addCounts(rows), key: cityCode }] : rows;
    return new Map(
      counted.flatMap(({ key, ...counts }) => {
        const score = key === null ? null : scoreOf(counts);
        return key !== null && score
          ? [[key, { ...score, month, organization: null, unit: { code: key } }]]
          : [];
      }),
    );
  },
);

/** The best scores of organizations; between equals the code decides. */
export async function rankServiceIndex(
  context: SubgraphContext,
  month: string,
  first: number,
): Promise<ServiceIndexRanking> {
  if (first < 1 || first > maxRanked) {
    throw badInput(`first: expected 1 to ${maxRanked}; got ${first}.`, ["first"]);
  }
  const rows = await countMonth(context, DossierDimension.ORGANIZATION, month, null);
  const scores = rows.flatMap((row) => organizationScores(row, month));
  const codeOf = (score: ServiceIndexScore) => score.organization?.code ?? "";
  scores.sort((left, right) => right.total - left.total || (codeOf(left) < codeOf(right) ? -1 : 1));
  return { month, rows: scores.slice(0, first), truncated: scores.length > first };
}

/** The month that is asked for; by default the last one that is over. Refused when it is none, or to come. */
export function readMonth(month: string | null | undefined, clock: Clock): string {
  const now = today(clock).slice(0, 7);
  if (month == null) return addDays(`${now}-01`, -1).slice(0, 7);
  if (/^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month) && month <= now) return month;
  throw badInput(`month: expected a month up to ${now} as YYYY-MM; got ${JSON.stringify(month)}.`, ["month"]);
}

interface MonthArguments {
  month: string;
}

type CountedKey = DossierCounts & { key: string | null };
const maxRanked = 1000;

function organizationScores({ key, ...counts }: CountedKey, month: string): ServiceIndexScore[] {
  const score = key === null ? null : scoreOf(counts);
  return key !== null && score ? [{ ...score, month, organization: { code: key }, unit: null }] : [];
}

/** Counts of the dossiers received in a month, by key, in one statement; of all keys when none are named. */
function countMonth(
  { database, clock }: SubgraphContext,
  dimension: DossierDimension,
  month: string,
  keys: readonly string[] | null,
): Promise<CountedKey[]> {
  const { start: gte, end: lt } = bucketOf(`${month}-01`, "MONTH");
  const counting = countDossiers({ filter: { receivedOn: { gte, lt } }, groupBy: [dimension] }, clock.now());
  const key = counting.keys[dimension];
  const among: Sql = keys === null ? sql`TRUE` : sql`${key} = ANY(${[...keys]}::text[])`;
  return database.rows<CountedKey>(sql`
    WITH ${counting.given} counted AS (
      SELECT ${key} AS key, ${counting.counts} FROM ${counting.source} WHERE ${counting.where} AND ${among} GROUP BY 1)
    SELECT * FROM counted`);
}
