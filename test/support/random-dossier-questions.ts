import "reflect-metadata";
import fc from "fast-check";
import { addDays } from "../../shared/clock/calendar-day";
import { SortDirection } from "../../shared/graphql/kit-enums";
import type { DossierFilter } from "../../subgraphs/procedures/dossier/dossier.inputs";
import {
  ApplicantKind,
  DossierChannel,
  DossierStatus,
  Timeliness,
} from "../../subgraphs/procedures/dossier/dossier-enums";
import {
  DossierDimension,
  DossierMeasureField,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../subgraphs/procedures/dossier/dossier-stats.inputs";

const some = <Value>(...values: Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const keys = (...codes: string[]) =>
  fc.record({ in: some(...codes), notIn: some(...codes), isNull: fc.boolean() }, { requiredKeys: [] });
const day = fc.oneof(
  fc.integer({ min: -5, max: 140 }).map((days) => addDays("2025-07-01", days)),
  fc.constantFrom("2025-08-01", "2025-09-01", "2025-11-01", "2025-09-15"),
);
const dayRange = fc
  .tuple(day, day)
  .filter(([gte, lt]) => gte < lt)
  .chain(([gte, lt]) => fc.constantFrom({ gte, lt }, { gte }, { lt }));
const parts = {
  receivedOn: dayRange,
  resolvedOn: dayRange,
  greenLane: fc.boolean(),
  businessSector: fc.boolean(),
  organization: keys("SXD", "STP", "U00004", "U00008"),
  unit: keys("00004", "00008", "00025"),
  procedureField: keys("land", "civil-status", "authentication"),
  channel: some(...Object.values(DossierChannel)),
  applicant: some(...Object.values(ApplicantKind)),
  status: some(...Object.values(DossierStatus)),
  timeliness: some(...Object.values(Timeliness)),
};
const partNames = Object.keys(parts) as (keyof typeof parts)[];

/** Few conditions at once: a filter of everything at random finds nothing. */
export const anyDossierFilter: fc.Arbitrary<DossierFilter> = fc
  .tuple(fc.record(parts), fc.subarray(partNames, { maxLength: 2 }))
  .map(([whole, names]) => {
    const asked: DossierFilter = { ...whole };
    for (const name of partNames) if (!names.includes(name)) delete asked[name];
    return asked;
  });

const flagged: fc.Arbitrary<DossierFilter> = fc.record(
  { overdue: fc.boolean(), digitised: fc.boolean(), electronicResult: fc.boolean() },
  { requiredKeys: [] },
);
const undated: fc.Arbitrary<DossierFilter> = fc.record({ resolvedOn: fc.record({ isNull: fc.boolean() }) });
const single = fc.oneof(anyDossierFilter, flagged, undated);

/** What no tally knows: flags, and, or, not, one within another. */
export const anyNestedFilter: fc.Arbitrary<DossierFilter> = fc.oneof(
  single,
  fc.record(
    {
      and: fc.array(single, { minLength: 1, maxLength: 2 }),
      or: fc.array(fc.oneof(single, fc.record({ not: single })), { minLength: 1, maxLength: 3 }),
      not: fc.oneof(single, fc.record({ or: fc.array(single, { minLength: 1, maxLength: 2 }) })),
      overdue: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);

const question = (filter: fc.Arbitrary<DossierFilter>): fc.Arbitrary<DossierStatsArguments> =>
  fc.record({
    filter,
    groupBy: fc.subarray(Object.values(DossierDimension), { maxLength: 3 }),
    timeBucket: fc.option(
      fc.record({
        field: fc.constantFrom(...Object.values(DossierTimeField)),
        grain: fc.constantFrom(...Object.values(DossierTimeGrain)),
        fillGaps: fc.boolean(),
      }),
    ),
    having: fc.option(
      fc.array(
        fc.record({
          measure: fc.constantFrom(...Object.values(DossierMeasureField)),
          is: fc.record({ gte: fc.double({ min: 0, max: 3, noNaN: true }) }),
        }),
        { maxLength: 1 },
      ),
    ),
    orderBy: fc.option(
      fc.array(
        fc.record({
          field: fc.constantFrom(...Object.values(DossierMeasureField)),
          direction: fc.constantFrom(...Object.values(SortDirection)),
        }),
        { maxLength: 2 },
      ),
    ),
    first: fc.constantFrom(7, 1000),
  });

/** What `dossierStats` may be asked of the seeded dossiers. Some of it only the dossiers themselves can answer. */
export const anyDossierQuestion = question(anyDossierFilter);

/** The same with filters that no tally knows. */
export const anyNestedQuestion = question(anyNestedFilter);

const hoursFrom = (start: string, range: fc.IntegerConstraints) =>
  fc.integer(range).map((hours) => new Date(Date.parse(start) + hours * 3_600_000));

/** Within hours of each other, so that what is held in memory of one is of use to the next; or anywhere. */
export const anyInstant = fc.oneof(
  // More of the pending have their deadline ahead, and then fewer.
  { arbitrary: hoursFrom("2025-11-14T05:00:00Z", { min: -5, max: 5 }), weight: 3 },
  { arbitrary: hoursFrom("2025-11-26T05:00:00Z", { min: -5, max: 5 }), weight: 2 },
  hoursFrom("2025-07-01T00:30:00Z", { min: 0, max: 200 * 24 }),
);
