import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { computeAt, measuredDays, withDecimals } from "../../../shared/kit/computed/compute-months";
import type { Figure } from "../../../shared/kit/computed/figure";
import type { FigureValue } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { computeByInnovation, innovationMeasures } from "../computed/computed-by-innovation";
import { answeredBy } from "../computed/sector-figures";
import { ValueQualifier } from "../observation/value-qualifier";
import { aimOf, type KeyResult, type MeasuredKeyResult } from "./key-result";
import { type KnownObservation, observationsByIndicator } from "./key-result.loaders";
import { type KeyResultMeasurement, MeasurementBasis, progressOf } from "./key-result-measurement";

/** What is needed of a value that a sector computes. */
type ComputedBySector = Pick<FigureValue, "value" | "periodEnd" | "origin">;

/**
 * How far a key result was at the end of a day: by the preferred figure of its indicator that was published by then,
 * and where none was by what the owning sector computes; null where there is neither.
 */
export async function measureKeyResult(
  context: SubgraphContext,
  keyResult: MeasuredKeyResult,
  asOf: CalendarDay,
): Promise<KeyResultMeasurement | null> {
  const aim = aimOf(keyResult);
  if (aim === null) return null;
  const observations = await context.loadKnown(observationsByIndicator, aim.indicator);
  const published = observations.find(({ from, until }) => from <= asOf && (until === null || until > asOf));
  if (published !== undefined) return ofPublished(keyResult, published);
  const computed = await computedAt(context, keyResult, aim, asOf);
  return computed === null || computed.value === null ? null : ofComputed(keyResult, computed);
}

/** One measurement for each day on which it changed, up to a day, the oldest first. */
export async function measurementsOf(
  context: SubgraphContext,
  keyResult: MeasuredKeyResult,
  now: CalendarDay,
): Promise<KeyResultMeasurement[]> {
  const aim = aimOf(keyResult);
  if (aim === null) return [];
  const observations = await context.loadKnown(observationsByIndicator, aim.indicator);
  const changes = observations.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])]);
  const days = [...new Set([...changes, ...measuredDays(aim, now)])].filter((day) => day <= now).toSorted();
  const all = await Promise.all(days.map((day) => measureKeyResult(context, keyResult, day)));
  const measured = all.filter((measurement) => measurement !== null);
  return measured.filter((one, at) => {
    const before = measured[at - 1];
    return before === undefined || before.value !== one.value || before.sourceId !== one.sourceId;
  });
}

/** By innovation's own rows as of the very day; of what another sector computed, the last that was over by then. */
async function computedAt(
  context: SubgraphContext,
  keyResult: MeasuredKeyResult,
  aim: Figure,
  asOf: CalendarDay,
): Promise<ComputedBySector | null> {
  if (innovationMeasures.has(aim.indicator)) return computeAt(computeByInnovation, context, aim, asOf);
  return answeredBy(keyResult, "series")?.findLast(({ periodEnd }) => periodEnd <= asOf) ?? null;
}

function ofPublished(keyResult: KeyResult, observation: KnownObservation): KeyResultMeasurement {
  const { value, qualifier, origin, sourceId, from: day } = observation;
  return {
    ...against(keyResult, value),
    day,
    value,
    qualifier,
    basis: MeasurementBasis.PUBLISHED,
    origin,
    sourceId,
  };
}

function ofComputed(
  keyResult: KeyResult,
  { value, periodEnd: day, origin }: ComputedBySector,
): KeyResultMeasurement {
  const text = value ?? "";
  return {
    ...against(keyResult, text),
    day,
    value: text,
    qualifier: ValueQualifier.EXACT,
    basis: MeasurementBasis.COMPUTED,
    origin,
    sourceId: null,
  };
}

function against({ baseline, target, decimals }: KeyResult, value: string) {
  return { gap: difference(value, target, decimals), progress: progressOf(baseline, target, value) };
}

/** value - target, exactly, with as many digits as the longer of them and no fewer than `decimals`. */
export function difference(value: string, target: string, decimals: number): string {
  const digits = Math.max(decimals, ...[value, target].map((text) => text.split(".")[1]?.length ?? 0));
  const units = (text: string) => BigInt(withDecimals(text, digits).replace(".", ""));
  const gap = units(value) - units(target);
  const text = String(gap < 0n ? -gap : gap).padStart(digits + 1, "0");
  const sign = gap < 0n ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
