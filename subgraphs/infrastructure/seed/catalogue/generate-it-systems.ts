import { addDays, type CalendarDay, daysBetween } from "../../../../shared/base/clock/calendar-day";
import { Random } from "../../../../shared/base/random/random";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { ITSystem } from "../../it-system/it-system";
import { DataSharing, Hosting, MigrationStatus } from "../../it-system/it-system-enums";
import { calibrationDay } from "./calibration-day";
import { firstDay } from "./first-day";
import { citySystemTopics, unitSystemTopics } from "./system-topics";

/** A body of the city as the generators see it. */
export interface Owner {
  code: string;
  nameVi: string;
  kind: string;
}

export type GeneratedSystem = Omit<ITSystem, "owner" | "dataCentreCode" | "cpuCores" | "version">;

/** 620 systems, of which the 409 that were published as migrated. How many did not move is an assumption. */
const quotas: Record<MigrationStatus, number> = {
  MIGRATED: 409,
  IN_PROGRESS: 49,
  PLANNED: 84,
  NOT_STARTED: 78,
};

/** Makes the systems of all owners; the quotas are spread over them by chance. */
export function generateSystems(owners: readonly Owner[], seed = 409): GeneratedSystem[] {
  const random = new Random(seed);
  const planned = owners.flatMap((owner) => planSystems(random, owner));
  const statuses = Object.entries(quotas).flatMap(([status, count]) =>
    Array.from({ length: count }, () => status as MigrationStatus),
  );
  if (planned.length !== statuses.length) {
    throw new Error(`Expected ${statuses.length} systems to spread; planned ${planned.length}.`);
  }
  const shuffled = random.shuffle(statuses);
  return planned.map((system, at) => ({
    ...system,
    ...generateMigration(random, shuffled[at] ?? MigrationStatus.NOT_STARTED, system.commissionedOn),
    securityLevel: random.chance(0.1) ? null : random.pick([1, 2, 2, 2, 3, 3, 3, 4, 5]),
    dataSharing: random.pick([DataSharing.CLOSED, ...both, ...both]),
    origin: DataOrigin.SYNTHETIC,
  }));
}

const both = [DataSharing.PARTIAL, DataSharing.SHARED];

/** Codes and names: 20 systems of a department, 4 of another body of the city, 2 of a ward or commune. */
function planSystems(random: Random, { code, kind }: Owner) {
  const ofUnit = kind === "COMMUNE_AUTHORITY";
  const count = ofUnit ? 2 : kind === "DEPARTMENT" || kind === "SERVICE_CENTRE" ? 20 : 4;
  const topics = random.shuffle(ofUnit ? unitSystemTopics : citySystemTopics).slice(0, count);
  return topics.map((topic, at) => ({
    code: `${code}-HT${String(at + 1).padStart(2, "0")}`,
    name: `Hệ thống quản lý ${topic}`,
    ownerCode: code,
    // The authorities of today have systems of their own since there are such authorities.
    commissionedOn: ofUnit
      ? addDays(firstDay, random.integer(0, 60))
      : addDays("2012-01-01", random.integer(0, daysBetween("2012-01-01", "2024-12-31"))),
  }));
}

/** Systems moved on some day from the start of 2025, or of their own, to the day before the calibration. */
function generateMigration(random: Random, migration: MigrationStatus, commissionedOn: CalendarDay) {
  if (migration !== MigrationStatus.MIGRATED) {
    const hosting = random.chance(0.75) ? Hosting.ON_PREMISES : Hosting.PUBLIC_CLOUD;
    return { migration, hosting, migratedOn: null };
  }
  const hosting = random.chance(0.7) ? Hosting.CITY_DATA_CENTRE : Hosting.CITY_CLOUD;
  const start = commissionedOn > "2025-01-02" ? commissionedOn : "2025-01-02";
  const lastDay = daysBetween(start, calibrationDay) - 1;
  return { migration, hosting, migratedOn: addDays(start, random.integer(0, lastDay)) };
}
