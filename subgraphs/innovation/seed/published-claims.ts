import { z } from "zod";
import { type CalendarDay, startOf } from "../../../shared/base/clock/calendar-day";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import { formatPeriod, type Period } from "../observation/period";
import { ValueQualifier } from "../observation/value-qualifier";

const claimRow = z.object({
  indicator_code: z.string(),
  sector: z.string(),
  name_en: z.string(),
  unit: z.string(),
  /** Empty for an aim without a number, whose words are the note. */
  value: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .nullable(),
  qualifier: z.enum(ValueQualifier).nullable(),
  basis: z.enum(["REPORTED", "TARGET"]),
  period_start: z.iso.date().nullable(),
  period_end: z.iso.date().nullable(),
  as_of: z.iso.date().nullable(),
  source_id: z.string(),
  note: z.string().nullable(),
});

/** One line of the published claims: a figure or a target that a source states. */
export type PublishedClaim = z.infer<typeof claimRow>;

const sourceRow = z.object({
  id: z.string(),
  publisher: z.string().nullable(),
  title: z.string(),
  title_vi: z.string(),
  title_en: z.string(),
  published_on: z.string().nullable(),
  url: z.string().nullable(),
});

export type PublishedSource = z.infer<typeof sourceRow>;

export function readClaims(): PublishedClaim[] {
  return readCsv(fromRoot("subgraphs/innovation/seed/data/published-claims.csv"), claimRow);
}

export function readSources(): PublishedSource[] {
  return readCsv(fromRoot("subgraphs/innovation/seed/data/sources.csv"), sourceRow);
}

/** The period of a claim: the one it states, or else the day that it speaks of; none when it states neither. */
export function periodOf({
  period_start: start,
  period_end: end,
  as_of: day,
}: PublishedClaim): Period | null {
  if (start !== null || end !== null) return { start, end };
  return day === null ? null : { start: day, end: day };
}

export function periodNameOf(claim: PublishedClaim): string | null {
  const period = periodOf(claim);
  return period === null ? null : formatPeriod(period);
}

/**
 * When a source became public: the start of its day in Hanoi. Of a source dated only to a month it is the latest
 * day of that month that one of its reported figures speaks of, an assumption: a document is no older than its
 * newest figure.
 */
export function publishedAt(source: PublishedSource, claims: readonly PublishedClaim[]): Date {
  const { id, published_on: on } = source;
  if (on !== null && z.iso.date().safeParse(on).success) return startOf(on);
  const days = claims.flatMap(({ source_id, basis, as_of }): CalendarDay[] =>
    source_id === id && basis === "REPORTED" && on !== null && as_of?.startsWith(`${on}-`) ? [as_of] : [],
  );
  const latest = days.toSorted().at(-1);
  if (latest === undefined)
    throw new Error(`Expected the source ${id} to be dated, as its figures are shown by date.`);
  return startOf(latest);
}
