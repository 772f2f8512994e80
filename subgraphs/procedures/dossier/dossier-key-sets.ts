import { fewerRoots } from "../migrations/tally-of-2026-11/fewer-roots";
import type { Root, Span } from "../migrations/tally-of-2026-11/roots";
import { DossierDimension } from "./dossier-stats.inputs";

/** What a tally can be kept by: the dimensions of a statistic, and how many days a dossier took. */
export type TallyKey = DossierDimension | "PROCESSING_DAYS";

/** Which day of a dossier a tally is kept by, and how long it reaches: see `Root`. */
export type TallyAxis = Root["axis"];
/** The days that a statistic can be asked by. */
export type QuestionAxis = Exclude<TallyAxis, "DUE">;
export type TallySpan = Span;

/** A set of keys that `dossier_tally` keeps counts by. */
export interface KeySet<Axis extends TallyAxis = TallyAxis> {
  number: number;
  axis: Axis;
  span: TallySpan;
  keys: readonly TallyKey[];
}

/** The columns of `dossier_tally`. */
export const tallyColumns: Record<TallyKey, string> = {
  [DossierDimension.ORGANIZATION]: "organization_code",
  [DossierDimension.UNIT]: "unit_code",
  [DossierDimension.PROCEDURE]: "procedure_code",
  [DossierDimension.PROCEDURE_FIELD]: "field_code",
  [DossierDimension.CHANNEL]: "channel",
  [DossierDimension.APPLICANT]: "applicant",
  [DossierDimension.STATUS]: "status",
  [DossierDimension.TIMELINESS]: "timeliness",
  PROCESSING_DAYS: "days",
};
const tallyKeys = Object.keys(tallyColumns) as TallyKey[];

/** About how many values each has in the city: enough to tell a small set from a large one. */
const values: Record<TallyKey | TallySpan, number> = {
  [DossierDimension.ORGANIZATION]: 150,
  [DossierDimension.UNIT]: 127,
  [DossierDimension.PROCEDURE]: 2100,
  [DossierDimension.PROCEDURE_FIELD]: 50,
  [DossierDimension.CHANNEL]: 3,
  [DossierDimension.APPLICANT]: 3,
  [DossierDimension.STATUS]: 8,
  [DossierDimension.TIMELINESS]: 4,
  PROCESSING_DAYS: 40,
  year: 1,
  month: 12,
  stretch: 65,
  day: 365,
};
const { PROCEDURE, PROCEDURE_FIELD } = DossierDimension;
/** A procedure is of one field: both together have as many values as the procedure. */
const sizeOf = ({ span, keys }: KeySet) =>
  keys
    .filter((key) => key !== PROCEDURE_FIELD || !keys.includes(PROCEDURE))
    .reduce((size, key) => size * values[key], values[span]);

const keySets: readonly KeySet[] = fewerRoots
  .flatMap(({ axis, sets }) =>
    sets.map(
      ({ number, span, keys }): KeySet => ({
        number,
        axis,
        span,
        keys: tallyKeys.filter((key) => keys.includes(tallyColumns[key])),
      }),
    ),
  )
  .toSorted((left, right) => sizeOf(left) - sizeOf(right));

/** The smallest set that knows these keys, by one of these spans; undefined when none does. */
export function findKeySet<Axis extends TallyAxis>(
  axis: Axis,
  keys: ReadonlySet<TallyKey>,
  spans: readonly TallySpan[],
): KeySet<Axis> | undefined {
  return keySets.find(
    (set): set is KeySet<Axis> =>
      set.axis === axis && spans.includes(set.span) && [...keys].every((key) => set.keys.includes(key)),
  );
}
