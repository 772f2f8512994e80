/*
 * What `dossier_tally` keeps since the migration 1763424000001. Nothing here may change any more: other sets are
 * another migration, with a file of its own that the readers then turn to.
 */

export const dimensions = [
  "organization_code",
  "unit_code",
  "procedure_code",
  "field_code",
  "channel",
  "applicant",
  "status",
  "timeliness",
  "days",
] as const;

/** What is counted, from a dossier `d` whose local days are known. Overdue is not: it moves with the clock. */
export const counts: readonly [name: string, value: string][] = [
  ["received", "1"],
  ["resolved", "(d.resolved_at IS NOT NULL)::int"],
  ["pending", "(d.status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED'))::int"],
  ["in_time", "coalesce(resolved_on <= due_on, FALSE)::int"],
  ["digitised", "d.digitised::int"],
  ["electronic_result", "d.electronic_result::int"],
  ["paid", "(d.payment <> 'NONE')::int"],
  ["paid_online", "(d.payment = 'ONLINE')::int"],
  ["received_online", "(d.channel = 'ONLINE')::int"],
  ["synchronised", "(d.synchronised_at IS NOT NULL)::int"],
  ["rated", "(d.satisfaction IS NOT NULL)::int"],
  ["satisfied", "coalesce(d.satisfaction >= 4, FALSE)::int"],
  ["processing_days", "coalesce(resolved_on - received_on, 0)"],
];
export const countNames = counts.map(([name]) => name);

/** A stretch is a week cut in two where a month ends within it: weeks, and months, are made of stretches. */
export type Span = "day" | "stretch" | "month" | "year";

/**
 * A set of keys that all dossiers are read by, by a span of their receipt, result or deadline; and the smaller sets
 * that are made of it and kept.
 */
export interface Root {
  axis: "RECEIVED" | "RESOLVED" | "DUE";
  span: Exclude<Span, "year">;
  keys: readonly string[];
  sets: readonly { number: number; span: Span; keys: readonly string[] }[];
}

export const [O, U, C, A, S, T] = [
  "organization_code",
  "unit_code",
  "channel",
  "applicant",
  "status",
  "timeliness",
] as const;
export const [F, D] = ["field_code", "days"] as const;
/** A procedure is of one field: who knows the one knows the other. */
export const P = ["procedure_code", F];

const spans = { Y: "year", M: "month", S: "stretch", D: "day" } as const;
const lastDigit = { Y: 0, M: 1, S: 2, D: 3 };

/** The sets of some keys by several spans, each a letter, e.g. by year and month: `kept(53, "YM", ...P)`. */
export function kept(number: number, letters: string, ...keys: string[]): Root["sets"][number][] {
  return (Object.keys(spans) as (keyof typeof spans)[])
    .filter((letter) => letters.includes(letter))
    .map((letter) => ({ number: number * 10 + lastDigit[letter], span: spans[letter], keys }));
}

export const roots: readonly Root[] = [
  {
    axis: "RECEIVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      ...kept(10, "YMD", F),
      ...kept(11, "YMSD", C, A),
      ...kept(12, "YMSD", C, S, T),
      ...kept(13, "YMSD", A, S, T),
      ...kept(14, "YMS", F, C),
      ...kept(15, "YMS", F, A),
      ...kept(16, "YMS", F, S),
      ...kept(17, "YMS", F, T),
    ],
  },
  { axis: "RECEIVED", span: "stretch", keys: [O, C, A, S, T], sets: pairsOf(20, O) },
  { axis: "RECEIVED", span: "stretch", keys: [U, C, A, S, T], sets: pairsOf(30, U) },
  { axis: "RECEIVED", span: "day", keys: [O, U], sets: [...kept(40, "SD", O), ...kept(41, "SD", U)] },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [O, U, ...P],
    sets: [
      ...kept(50, "YM", O, U),
      ...kept(51, "YM", O, F),
      ...kept(52, "YM", U, F),
      ...kept(53, "YM", ...P),
      ...kept(54, "M", O, U, ...P),
      ...kept(55, "Y", O, ...P),
    ],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [...P, C, A, S, T],
    sets: [
      ...kept(60, "YM", ...P, C),
      ...kept(61, "YM", ...P, A),
      ...kept(62, "YM", ...P, S),
      ...kept(63, "YM", ...P, T),
    ],
  },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      ...kept(70, "D", F),
      ...kept(71, "MD", C, A),
      ...kept(72, "MD", C, S, T),
      ...kept(73, "MD", A, S, T),
      ...kept(74, "YM", F, C),
      ...kept(75, "YM", F, A),
      ...kept(76, "YM", F, S, T),
    ],
  },
  { axis: "RESOLVED", span: "month", keys: [O, C, A, S, T], sets: pairsOfResults(80, O) },
  { axis: "RESOLVED", span: "month", keys: [U, C, A, S, T], sets: pairsOfResults(90, U) },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [O, U],
    sets: [...kept(100, "SD", O), ...kept(101, "SD", U), ...kept(102, "YM", O, U)],
  },
  {
    axis: "RESOLVED",
    span: "month",
    keys: [O, U, F],
    sets: [...kept(110, "YM", O, F), ...kept(111, "YM", U, F)],
  },
  { axis: "RESOLVED", span: "month", keys: P, sets: kept(120, "YM", ...P) },
  // By processing days, for percentiles.
  { axis: "RECEIVED", span: "month", keys: [O, D], sets: kept(130, "YM", O, D) },
  { axis: "RECEIVED", span: "month", keys: [U, D], sets: kept(140, "YM", U, D) },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [...P, D],
    sets: [...kept(150, "YM", F, D), ...kept(151, "YM", ...P, D)],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [C, A, S, T, D],
    sets: [...kept(160, "YM", C, A, D), ...kept(161, "YM", S, T, D)],
  },
  // How many are pending by deadline: whether the overdue or the others are fewer.
  { axis: "DUE", span: "day", keys: [], sets: kept(170, "D") },
];

export function pairsOf(number: number, key: string) {
  return [
    ...kept(number, "YM", key),
    ...kept(number + 1, "YMS", key, C),
    ...kept(number + 2, "YMS", key, A),
    ...kept(number + 3, "YMS", key, S),
    ...kept(number + 4, "YMS", key, T),
  ];
}

export function pairsOfResults(number: number, key: string) {
  return [
    ...kept(number, "YM", key),
    ...kept(number + 1, "YM", key, C),
    ...kept(number + 2, "YM", key, A),
    ...kept(number + 3, "YM", key, S),
    ...kept(number + 4, "YM", key, T),
  ];
}
