import { join, raw, type Sql } from "sql-template-tag";
import { applicants, channels, statuses } from "./code-list";

/*
 * How PostgreSQL packs dossiers `d`, of `dossier` or of `dossier_change`, for a process that holds them: many in one row,
 * each of their columns as one text of bytes. Days are reckoned where they are read: it takes PostgreSQL ten times as long.
 */

/** What is true of a dossier or not, from the lowest bit of its kind on. */
const flags = {
  digitised: "d.digitised",
  electronicResult: "d.electronic_result",
  paid: "d.payment <> 'NONE'",
  paidOnline: "d.payment = 'ONLINE'",
  synchronised: "d.synchronised_at IS NOT NULL",
  rated: "d.satisfaction IS NOT NULL",
  satisfied: "coalesce(d.satisfaction >= 4, FALSE)",
};
export type PackedFlag = keyof typeof flags;
export const packedFlags = Object.keys(flags) as PackedFlag[];

/** Behind the flags stand the places of channel, applicant and status, in two, two and four bits. */
export const kindBits = {
  channel: (kind: number) => (kind >> 7) & 3,
  applicant: (kind: number) => (kind >> 9) & 3,
  status: (kind: number) => (kind >> 11) & 15,
};

const placeIn = (values: readonly string[], column: string) =>
  `CASE ${column} ${values.map((value, place) => `WHEN '${value}' THEN ${place}`).join(" ")} END`;

const kind = [
  ...Object.values(flags).map((flag, bit) => `(${flag})::int * ${2 ** bit}`),
  `${placeIn(channels, "d.channel")} * ${2 ** 7}`,
  `${placeIn(applicants, "d.applicant")} * ${2 ** 9}`,
  `${placeIn(statuses, "d.status")} * ${2 ** 11}`,
].join(" + ");

/** The bytes of each dossier, by the name of its column in `PackedDossiers`. */
const bytes = {
  received: "timestamptz_send(d.received_at)",
  due: "timestamptz_send(d.due_at)",
  resolved: "timestamptz_send(coalesce(d.resolved_at, 'infinity'))",
  kinds: `int2send((${kind})::int2)`,
};

/** Many dossiers in one row; a column is null where there is none. */
export interface PackedDossiers {
  size: number;
  /** Instants: eight bytes each. */
  received: Uint8Array | null;
  due: Uint8Array | null;
  /** The largest number where there is no result. */
  resolved: Uint8Array | null;
  /** Two bytes each. */
  kinds: Uint8Array | null;
}

/** The select list that packs dossiers `d`. */
export const packedColumns: Sql = join([
  raw("count(*)::int AS size"),
  ...Object.entries(bytes).map(([name, value]) => raw(`string_agg(${value}, '') AS ${name}`)),
]);
