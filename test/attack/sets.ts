import { addDays, type CalendarDay } from "../../shared/base/clock/calendar-day";
import { bucketOf } from "../../shared/base/clock/time-buckets";
import type { Statistic } from "../../shared/kit/cube/statistics-context";
import type { CubeFilter, StatisticsQuery } from "../../shared/kit/cube/statistics-query";
import type { KnownDossier } from "./known-dossiers";

/** Asks the statistics of dossiers, as somebody. */
export type Ask = (question: StatisticsQuery) => Promise<Statistic>;

/** What an attacker goes by: a known dossier, and the filter of what is to be learned of it. */
export interface Attack {
  ask: Ask;
  /** How many keys of a dimension the groups of a query have, together. */
  distinct: (question: StatisticsQuery, dimension: string) => Promise<number>;
  dossier: KnownDossier;
  secret: CubeFilter;
  /** Of the present, and of the first dossiers. */
  today: CalendarDay;
  firstDay: CalendarDay;
  /** Units and procedures that have nothing to do with it. */
  others: { units: readonly string[]; procedures: readonly string[] };
}

/** Comes to 1 if the secret holds of the dossier and to 0 if not, were answers exact. */
export type Chain = (attack: Attack) => Promise<number>;

/** How many dossiers with the secret are in all of some sets. */
export async function count(
  { ask, secret }: Attack,
  filters: readonly CubeFilter[],
  asOf: CalendarDay | null = null,
): Promise<number> {
  const { totals } = await ask({ asOf, filter: { and: [secret, ...filters] }, groupBy: [], first: 1 });
  return received(totals);
}

export const received = (counts: Readonly<Record<string, number>>) => counts.received ?? 0;

/** The dossier alone. */
export function cellOf({ dossier }: Attack): CubeFilter {
  const { unit, procedure } = dossier;
  return { unit: { in: [unit] }, procedure: { in: [procedure] }, receivedOn: dayRange(dossier) };
}

export function dayRange({ receivedOn }: KnownDossier) {
  return { gte: receivedOn, lt: addDays(receivedOn, 1) };
}

export function month({ receivedOn }: KnownDossier): CubeFilter {
  const { start, end } = bucketOf(receivedOn, "MONTH");
  return { receivedOn: { gte: start, lt: end } };
}

/** Sets that the dossier is in. */
export function around({ dossier }: Attack): CubeFilter[] {
  const [unit, procedure, organization] = [
    { unit: { in: [dossier.unit] } },
    { procedure: { in: [dossier.procedure] } },
    { organization: { in: [dossier.organization] } },
  ];
  return [
    {},
    month(dossier),
    unit,
    procedure,
    organization,
    { ...unit, ...month(dossier) },
    { ...unit, ...procedure },
  ];
}

export async function mean(numbers: readonly Promise<number>[]): Promise<number> {
  const known = await Promise.all(numbers);
  return known.reduce((sum, one) => sum + one, 0) / Math.max(known.length, 1);
}
