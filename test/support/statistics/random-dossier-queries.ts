import "reflect-metadata";
import fc from "fast-check";
import { addDays } from "../../../shared/base/clock/calendar-day";
import type { ChosenClasses, CubeFilter, StatisticsQuery } from "../../../shared/kit/cube/statistics-query";
import { Weekday } from "../../../shared/kit/graphql/weekday";
import { AdministrativeUnitKind } from "../../../subgraphs/common/city/administrative-unit-kind";
import { OrganizationKind } from "../../../subgraphs/common/city/organization-kind";
import { dossierCube } from "../../../subgraphs/procedures/dossier/dossier.cube";
import {
  ApplicantKind,
  DossierChannel,
  DossierStatus,
  PaymentKind,
  Timeliness,
} from "../../../subgraphs/procedures/dossier/dossier-enums";
import { OnlineServiceLevel } from "../../../subgraphs/procedures/procedure/procedure";
import { anyDays, anyKeys, anyNumbers } from "./random-filters";
import { anyQuery } from "./random-queries";

const day = fc.oneof(
  fc.integer({ min: -5, max: 140 }).map((days) => addDays("2025-07-01", days)),
  fc.constantFrom("2025-08-01", "2025-09-01", "2025-11-01", "2025-09-15"),
);
const dayRange = anyDays(fc.tuple(day, day).filter(([first, last]) => first < last));
const parts = {
  receivedOn: dayRange,
  resolvedOn: dayRange,
  endedOn: dayRange,
  greenLane: fc.boolean(),
  businessSector: fc.boolean(),
  organization: anyKeys("SXD", "STP", "U00004", "U00008"),
  unit: anyKeys("00004", "00008", "00025"),
  procedureField: anyKeys("land", "civil-status", "authentication"),
  channel: anyKeys(...Object.values(DossierChannel)),
  applicant: anyKeys(...Object.values(ApplicantKind)),
  status: anyKeys(...Object.values(DossierStatus)),
  timeliness: anyKeys(...Object.values(Timeliness)),
  weekday: anyKeys(...Object.values(Weekday)),
  onlineLevel: anyKeys(...Object.values(OnlineServiceLevel)),
  payment: anyKeys(...Object.values(PaymentKind)),
  dueOn: dayRange,
  unitKind: anyKeys(AdministrativeUnitKind.WARD, AdministrativeUnitKind.COMMUNE),
  organizationKind: anyKeys(OrganizationKind.DEPARTMENT, OrganizationKind.COMMUNE_AUTHORITY),
};
const numberFilter = (min: number, max: number) => {
  const number = fc.integer({ min, max });
  return anyNumbers(fc.tuple(number, number).filter(([low, high]) => low < high));
};
const partNames = Object.keys(parts) as (keyof typeof parts)[];

/** Few conditions at once: a filter of everything at random finds nothing. */
export const anyDossierFilter: fc.Arbitrary<CubeFilter> = fc
  .tuple(fc.record(parts), fc.subarray(partNames, { maxLength: 2 }))
  .map(([whole, names]) => {
    return Object.fromEntries(names.map((name) => [name, whole[name]]));
  });

const flagged: fc.Arbitrary<CubeFilter> = fc.record(
  { overdue: fc.boolean(), digitised: fc.boolean(), electronicResult: fc.boolean() },
  { requiredKeys: [] },
);
const undated: fc.Arbitrary<CubeFilter> = fc.record({ resolvedOn: fc.record({ isNull: fc.boolean() }) });
/** Ranges of numbers, which the public is refused. */
const numbered: fc.Arbitrary<CubeFilter> = fc.record(
  { processingDays: numberFilter(0, 25), satisfaction: numberFilter(1, 5) },
  { requiredKeys: [] },
);
const single = fc.oneof(
  ...[anyDossierFilter, flagged, undated].map((arbitrary) => ({ arbitrary, weight: 3 })),
  { arbitrary: numbered, weight: 1 },
);

/** Flags, and, or, not, one within another. */
const anyNestedFilter: fc.Arbitrary<CubeFilter> = fc.oneof(
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

const chosenClasses: ChosenClasses[] = [
  { dimension: "PROCESSING_DAYS", ranges: [{ from: 9 }, { to: 3 }, { from: 5, to: 7 }] },
  { dimension: "SATISFACTION", ranges: [{ from: 4, to: 5 }] },
];

/** What `dossierStats` may be asked of the seeded dossiers. */
export const anyDossierQuery = anyQuery(
  dossierCube,
  fc.oneof(anyDossierFilter, anyNestedFilter),
  chosenClasses,
);

/** The same as of a day of the demonstration, or just before and after it. */
export const anyPastQuery: fc.Arbitrary<StatisticsQuery> = fc
  .tuple(anyDossierQuery, fc.integer({ min: -2, max: 137 }))
  .map(([asked, days]) => ({ ...asked, asOf: addDays("2025-07-01", days) }));

const hoursFrom = (start: string, range: fc.IntegerConstraints) =>
  fc.integer(range).map((hours) => new Date(Date.parse(start) + hours * 3_600_000));

/** Within hours of each other, so that what is cached for one is of use to the next; or anywhere. */
export const anyInstant = fc.oneof(
  // More of the pending have their deadline ahead, and then fewer.
  { arbitrary: hoursFrom("2025-11-14T05:00:00Z", { min: -5, max: 5 }), weight: 3 },
  { arbitrary: hoursFrom("2025-11-26T05:00:00Z", { min: -5, max: 5 }), weight: 2 },
  hoursFrom("2025-07-01T00:30:00Z", { min: 0, max: 200 * 24 }),
);
