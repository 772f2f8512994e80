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

/**
 * A set of keys that all dossiers are read by, by a day, a stretch or a month of receipt or of resolution; and the
 * smaller sets that are made of it and kept. A stretch is a week cut in two where a month ends within it: weeks and
 * months, and what is made of months, are all made of stretches.
 */
export interface Root {
  axis: "RECEIVED" | "RESOLVED";
  span: "day" | "stretch" | "month";
  keys: readonly string[];
  sets: readonly { number: number; by: readonly string[] }[];
}

const [O, U, C, A, S, T] = ["organization_code", "unit_code", "channel", "applicant", "status", "timeliness"];
const [F, D] = ["field_code", "days"];
/** A procedure is of one field: who knows the one knows the other. */
const P = "procedure_code, field_code";

/** Sets by their keys, e.g. `set(101, "day", F)`. */
function set(number: number, span: Root["span"], ...keys: string[]) {
  return { number, by: [span, ...keys.flatMap((key) => key.split(", "))] };
}

export const roots: readonly Root[] = [
  {
    axis: "RECEIVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      set(101, "month", F),
      set(102, "month", C, A),
      set(103, "month", C, S, T),
      set(104, "month", A, S, T),
      set(105, "month", F, C),
      set(106, "month", F, A),
      set(107, "month", F, S),
      set(108, "month", F, T),
      set(111, "stretch", C, A),
      set(112, "stretch", C, S, T),
      set(113, "stretch", A, S, T),
      set(114, "stretch", F, C),
      set(115, "stretch", F, A),
      set(116, "stretch", F, S),
      set(117, "stretch", F, T),
      set(121, "day", F),
      set(122, "day", C, A),
      set(123, "day", C, S, T),
      set(124, "day", A, S, T),
    ],
  },
  { axis: "RECEIVED", span: "stretch", keys: [O, C, A, S, T], sets: pairsOf(200, O) },
  { axis: "RECEIVED", span: "stretch", keys: [U, C, A, S, T], sets: pairsOf(300, U) },
  {
    axis: "RECEIVED",
    span: "day",
    keys: [O, U],
    sets: [set(401, "stretch", O), set(402, "stretch", U), set(403, "day", O), set(404, "day", U)],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [O, U, ...P.split(", ")],
    sets: [
      set(501, "month", O, U),
      set(502, "month", O, F),
      set(503, "month", U, F),
      set(504, "month", P),
      set(505, "month", O, U, P),
    ],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [...P.split(", "), C, A, S, T],
    sets: [
      set(601, "month", P, C),
      set(602, "month", P, A),
      set(603, "month", P, S),
      set(604, "month", P, T),
    ],
  },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      set(701, "month", F, C),
      set(702, "month", F, A),
      set(703, "month", F, S, T),
      set(711, "day", C, A),
      set(712, "day", C, S, T),
      set(713, "day", A, S, T),
      set(714, "day", F),
    ],
  },
  { axis: "RESOLVED", span: "month", keys: [O, C, A, S, T], sets: resolvedPairsOf(800, O) },
  { axis: "RESOLVED", span: "month", keys: [U, C, A, S, T], sets: resolvedPairsOf(900, U) },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [O, U],
    sets: [
      set(1001, "month", O, U),
      set(1002, "stretch", O),
      set(1003, "stretch", U),
      set(1004, "day", O),
      set(1005, "day", U),
    ],
  },
  {
    axis: "RESOLVED",
    span: "month",
    keys: [O, U, F],
    sets: [set(1101, "month", O, F), set(1102, "month", U, F)],
  },
  { axis: "RESOLVED", span: "month", keys: P.split(", "), sets: [set(1201, "month", P)] },
  // By processing days, for percentiles.
  { axis: "RECEIVED", span: "month", keys: [O, D], sets: [set(1301, "month", O, D)] },
  { axis: "RECEIVED", span: "month", keys: [U, D], sets: [set(1401, "month", U, D)] },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [...P.split(", "), D],
    sets: [set(1501, "month", F, D), set(1502, "month", P, D)],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [C, A, S, T, D],
    sets: [set(1601, "month", C, A, D), set(1602, "month", S, T, D)],
  },
];

function pairsOf(number: number, key: string) {
  return [
    set(number + 1, "month", key),
    set(number + 2, "month", key, C),
    set(number + 3, "month", key, A),
    set(number + 4, "month", key, S),
    set(number + 5, "month", key, T),
    set(number + 12, "stretch", key, C),
    set(number + 13, "stretch", key, A),
    set(number + 14, "stretch", key, S),
    set(number + 15, "stretch", key, T),
  ];
}

function resolvedPairsOf(number: number, key: string) {
  return [
    set(number + 2, "month", key, C),
    set(number + 3, "month", key, A),
    set(number + 4, "month", key, S),
    set(number + 5, "month", key, T),
  ];
}
