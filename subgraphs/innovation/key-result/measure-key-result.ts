import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { computeAt, measuredDays, withDecimals } from "../../../shared/kit/computed/compute-months";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { computeByInnovation, innovationMeasures } from "../computed/computed-by-innovation";
import { ValueQualifier } from "../observation/value-qualifier";
import type { ExternalValue, KeyResult } from "./key-result";
import { type KnownObservation, observationsByIndicator } from "./key-result.loaders";
import { type KeyResultMeasurement, MeasurementBasis, progressOf } from "./key-result-measurement";

/**
 * How far a key result was at the end of a day: by the preferred figure of its indicator that was published by then,
 * and where none was by what the owning sector computes; null where there is neither.
 */
export async function measureKeyResult(
  context: SubgraphContext,
  keyResult: KeyResult,
  asOf: CalendarDay,
): Promise<KeyResultMeasurement | null> {
  const { indicator } = keyResult;
  if (indicator === null) return null;
  const observations = await context.loadKnown(observationsByIndicator, indicator.code);
  const published = observations.find(({ from, until }) => from <= asOf && (until === null || until > asOf));
  if (published !== undefined) return ofPublished(keyResult, published);
  const computed = await computedAt(context, keyResult, indicator.code, asOf);
  return computed === null || computed.value === null ? null : ofComputed(keyResult, computed);
}

/** One measurement for each day on which it changed, up to a day, the oldest first. */
export async function measurementsOf(
  context: SubgraphContext,
  keyResult: KeyResult,
  now: CalendarDay,
): Promise<KeyResultMeasurement[]> {
  const { indicator } = keyResult;
  if (indicator === null) return [];
  const observations = await context.loadKnown(observationsByIndicator, indicator.code);
  const changes = observations.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])]);
  const days = [...new Set([...changes, ...measuredDays(keyResult, now)])]
    .filter((day) => day <= now)
    .toSorted();
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
  keyResult: KeyResult,
  code: string,
  asOf: CalendarDay,
): Promise<ExternalValue | null> {
  if (innovationMeasures.has(code))
    return computeAt(computeByInnovation, context, { ...keyResult, code }, asOf);
  const { computedByTasks, computedByProcedures, computedByInfrastructure } = keyResult;
  const external = computedByTasks ?? computedByProcedures ?? computedByInfrastructure ?? [];
  return external.findLast(({ to }) => to <= asOf) ?? null;
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

function ofComputed(keyResult: KeyResult, { value, to, origin }: ExternalValue): KeyResultMeasurement {
  const text = value ?? "";
  return {
    ...against(keyResult, text),
    day: to,
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
