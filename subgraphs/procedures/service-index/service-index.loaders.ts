import { addDays, today } from "../../../shared/clock/calendar-day";
import type { Clock } from "../../../shared/clock/clock";
import { bucketOf } from "../../../shared/clock/time-buckets";
import { badInput } from "../../../shared/errors/graph-error";
import { defineLoader } from "../../../shared/loader/loaders";
import { constantName } from "../../../shared/statistics/cube";
import type { Counts } from "../../../shared/statistics/question";
import type { SubgraphContext, SubgraphLoader } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";
import { dossierCube } from "../dossier/dossier.cube";
import type { ServiceIndexRanking } from "./service-index-ranking";
import { type ServiceIndexScore, scoreOf } from "./service-index-score";

/** Scores of organizations by their codes. */
export const serviceIndexByOrganization: SubgraphLoader<ServiceIndexScore, MonthArguments> = defineLoader(
  async (_codes, context, { month }) => {
    const { groups } = await countMonth(context, "organization", month);
    return new Map(
      groups.flatMap((group) => organizationScores(group, month).map((score) => [group.key ?? "", score])),
    );
  },
);

/** Scores of units by their codes; that of the city is of all dossiers. */
export const serviceIndexByUnit: SubgraphLoader<ServiceIndexScore, MonthArguments> = defineLoader(
  async (_codes, context, { month }) => {
    const { groups, totals } = await countMonth(context, "unit", month);
    return new Map(
      [...groups, { key: cityCode, counts: totals }].flatMap(({ key, counts }) => {
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
  const { groups } = await countMonth(context, "organization", month);
  const scores = groups.flatMap((group) => organizationScores(group, month));
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

interface CountedKey {
  key: string | null;
  counts: Counts;
}
const maxRanked = 1000;
/** More than there are organizations or units. */
const allKeys = 10_000;

function organizationScores({ key, counts }: CountedKey, month: string): ServiceIndexScore[] {
  const score = key === null ? null : scoreOf(counts);
  return key !== null && score ? [{ ...score, month, organization: { code: key }, unit: null }] : [];
}

/** Counts of the dossiers received in a month, by key and of all. */
async function countMonth(
  { statistics, asking }: SubgraphContext,
  dimension: "organization" | "unit",
  month: string,
): Promise<{ groups: CountedKey[]; totals: Counts }> {
  const { start: gte, end: lt } = bucketOf(`${month}-01`, "MONTH");
  const question = {
    filter: { receivedOn: { gte, lt } },
    groupBy: [constantName(dimension)],
    first: allKeys,
  };
  const { groups, totals } = await statistics.ask(dossierCube, question, asking);
  return { groups: groups.map(({ keys, counts }) => ({ key: keys[dimension] ?? null, counts })), totals };
}
