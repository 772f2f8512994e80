import { addDays, today } from "../../../shared/base/clock/calendar-day";
import { bucketOf } from "../../../shared/base/clock/time-buckets";
import { badInput } from "../../../shared/base/errors/graph-error";
import type { SubgraphContext, SubgraphLoader } from "../../../shared/kit/context/context";
import { constantName, part } from "../../../shared/kit/cube/cube";
import type { Counts, CubeFilter, Group } from "../../../shared/kit/cube/statistics-query";
import { defineLoader } from "../../../shared/kit/loader/loaders";
import { cityCode } from "../../common/city/city-code";
import { dossierCube } from "../dossier/dossier.cube";
import type { ScoredMonth } from "./service-index.inputs";
import type { ServiceIndexRanking } from "./service-index-ranking";
import { type ServiceIndexScore, scoreOf } from "./service-index-score";

/** Scores of organizations by their codes. */
export const serviceIndexByOrganization: SubgraphLoader<ServiceIndexScore, ScoredMonth> = defineLoader(
  async (_codes, context, scored) => {
    const { groups } = await countMonth(context, "organization", scored);
    return new Map(
      groups.flatMap((group) => organizationScores(group, scored).map((score) => [group.key ?? "", score])),
    );
  },
);

/** Scores of units by their codes; that of the city is of all dossiers. */
export const serviceIndexByUnit: SubgraphLoader<ServiceIndexScore, ScoredMonth> = defineLoader(
  async (_codes, context, scored) => {
    const { groups, totals } = await countMonth(context, "unit", scored);
    return new Map(
      [...groups, { key: cityCode, counts: totals }].flatMap(({ key, counts }) => {
        const score = key === null ? null : scoreOf(counts);
        return key !== null && score
          ? [[key, { ...score, ...scored, organization: null, unit: { code: key } }]]
          : [];
      }),
    );
  },
);

/** The best scores of organizations; between equals the code decides. */
export async function rankServiceIndex(
  context: SubgraphContext,
  scored: ScoredMonth,
  first: number,
): Promise<ServiceIndexRanking> {
  if (first < 1 || first > maxRanked) {
    throw badInput(`first: expected 1 to ${maxRanked}; got ${first}.`, ["first"]);
  }
  const { groups } = await countMonth(context, "organization", scored);
  const scores = groups.flatMap((group) => organizationScores(group, scored));
  const codeOf = (score: ServiceIndexScore) => score.organization?.code ?? "";
  scores.sort((left, right) => right.total - left.total || (codeOf(left) < codeOf(right) ? -1 : 1));
  return { ...scored, rows: scores.slice(0, first), truncated: scores.length > first };
}

interface CountedKey {
  key: string | null;
  counts: Counts;
}
const maxRanked = 1000;
/** More than there are organizations or units. */
const allKeys = 10_000;

function organizationScores({ key, counts }: CountedKey, scored: ScoredMonth): ServiceIndexScore[] {
  const score = key === null ? null : scoreOf(counts);
  return key !== null && score ? [{ ...score, ...scored, organization: { code: key }, unit: null }] : [];
}

/** What is counted of results. */
const ofResults = ["resolved", "inTime", "electronicResult", "rated", "satisfied"];

/**
 * Counts of the dossiers received in a month up to the end of a day, by key and of all. Facts of a dossier's receipt
 * count from the day of receipt, and those of its result from the day of the result. As of today everything counts.
 */
async function countMonth(
  { statistics, statisticsContext, clock }: SubgraphContext,
  dimension: "organization" | "unit",
  { month, asOf }: ScoredMonth,
): Promise<{ groups: CountedKey[]; totals: Counts }> {
  const { start: gte, end } = bucketOf(`${month}-01`, "MONTH");
  const isPast = asOf < today(clock);
  const afterDay = addDays(asOf, 1);
  const receivedOn = { gte, lt: isPast && afterDay < end ? afterDay : end };
  const count = (filter: CubeFilter) =>
    statistics.ask(
      dossierCube,
      { filter, groupBy: [constantName(dimension)], first: allKeys },
      statisticsContext,
    );
  const [received, withResult] = await Promise.all([
    count({ receivedOn }),
    isPast ? count({ receivedOn, resolvedOn: { lt: afterDay } }) : undefined,
  ]);
  const keyOf = ({ keys }: Group) => keys[dimension] ?? null;
  const results = new Map(withResult?.groups.map((group) => [keyOf(group), group.counts]));
  const groups = received.groups.map((group) => ({ key: keyOf(group), counts: group.counts }));
  if (withResult === undefined) return { groups, totals: received.totals };
  return {
    groups: groups.map(({ key, counts }) => ({ key, counts: withResults(counts, results.get(key)) })),
    totals: withResults(received.totals, withResult.totals),
  };
}

/** Counts of dossiers, with the counts of results taken from those that had one; 0 where there are none. */
function withResults(counts: Counts, results: Counts | undefined): Counts {
  return {
    ...counts,
    ...Object.fromEntries(ofResults.map((name) => [name, results ? part(results, name) : 0])),
  };
}
