import { type CalendarDay, dayOf } from "../../../shared/base/clock/calendar-day";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { cityCode } from "../../common/city/city-code";
import { Observation, ObservationStatus } from "../observation/observation";
import { formatPeriod } from "../observation/period";
import { Target } from "../target/target";
import {
  type PublishedClaim,
  type PublishedSource,
  periodNameOf,
  periodOf,
  publishedAt,
  readClaims,
  readSources,
} from "./published-claims";

/** Indicators of the whole country: their figures have no area, for the area 01 is Hanoi. */
const nationalIndicators = new Set([
  "tasks.national.monitored",
  "tasks.national.difficulties",
  "economy.sector-share.national",
]);

/** The published claims: what was reported becomes observations, what is aimed at becomes targets. */
export const seedClaims: Seed = {
  name: "claims",
  run: async ({ database }) => {
    const claims = readClaims();
    const sources = new Map(readSources().map((source) => [source.id, source]));
    const sourceOf = ({ indicator_code: code, source_id: id }: PublishedClaim) => {
      const source = sources.get(id);
      if (source === undefined) throw new Error(`Expected a known source of ${code}; ${id} is none.`);
      return source;
    };
    const [reported, aimedAt] = [
      claims.filter(({ basis }) => basis === "REPORTED"),
      claims.filter(({ basis }) => basis === "TARGET"),
    ];
    await database
      .repository(Observation)
      .insert(reported.map((claim) => observationOf(claim, publishedAt(sourceOf(claim), claims))));
    await database
      .repository(Target)
      .insert(aimedAt.map((claim) => targetOf(claim, sourceOf(claim), claims)));
  },
};

function observationOf(claim: PublishedClaim, published: Date): Partial<Observation> {
  const period = periodOf(claim);
  const { value, qualifier } = claim;
  if (period === null) throw new Error(`Expected ${claim.indicator_code} to say of when its figure is.`);
  if (value === null || qualifier === null)
    throw new Error(`Expected ${claim.indicator_code} to say a figure.`);
  return {
    indicatorCode: claim.indicator_code,
    areaCode: nationalIndicators.has(claim.indicator_code) ? null : cityCode,
    organizationCode: null,
    period: formatPeriod(period),
    periodStart: period.start,
    periodEnd: period.end,
    value,
    qualifier,
    status: ObservationStatus.NORMAL,
    sourceId: claim.source_id,
    note: claim.note,
    publishedAt: published,
    recordedAt: published,
    revision: 1,
    supersedesId: null,
    supersededAt: null,
    origin: DataOrigin.PUBLISHED,
  };
}

/** A target without a date of its own is assumed due at the end of the year in which its source was published. */
function targetOf(
  claim: PublishedClaim,
  source: PublishedSource,
  claims: readonly PublishedClaim[],
): Omit<Target, "id"> {
  const published = periodOf(claim)?.end ?? null;
  const endOfYear = (): CalendarDay => `${dayOf(publishedAt(source, claims)).slice(0, 4)}-12-31`;
  return {
    indicatorCode: claim.indicator_code,
    value: claim.value,
    qualifier: claim.qualifier,
    note: claim.note,
    period: periodNameOf(claim),
    dueOn: published ?? endOfYear(),
    dueOnAssumed: published === null,
    sourceId: claim.source_id,
  };
}
