import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { Hosting, MigrationStatus } from "./it-system-enums";

/** The state of a system, or the one that a change or an import would make. */
export interface MigrationState {
  migration: MigrationStatus;
  hosting: Hosting;
  migratedOn: CalendarDay | null;
  commissionedOn: CalendarDay;
}

/** A rule that a state breaks, and the field that breaks it. */
export interface MigrationProblem {
  field: "hosting" | "migratedOn";
  /** Ends the sentence "expected …". */
  expected: string;
}

/** Whether the city hosts it, in its data centre or its cloud. */
export function isHostedByCity(hosting: Hosting): boolean {
  return hosting === Hosting.CITY_DATA_CENTRE || hosting === Hosting.CITY_CLOUD;
}

/** The rules that a state breaks on some day; the same for the mutation and the import. */
export function migrationProblems(state: MigrationState, today: CalendarDay): MigrationProblem[] {
  const { migration, hosting, migratedOn, commissionedOn } = state;
  const migrated = migration === MigrationStatus.MIGRATED;
  const system = `a system that is ${migration}`;
  const problems: MigrationProblem[] = [];
  const add = (field: MigrationProblem["field"], expected: string) => problems.push({ field, expected });
  if (migrated && !isHostedByCity(hosting)) add("hosting", `CITY_DATA_CENTRE or CITY_CLOUD for ${system}`);
  if (!migrated && isHostedByCity(hosting)) add("hosting", `ON_PREMISES or PUBLIC_CLOUD for ${system}`);
  if (migrated && migratedOn === null) add("migratedOn", `the day of the move of ${system}`);
  if (migratedOn === null) return problems;
  if (!migrated) add("migratedOn", `no day for ${system}`);
  if (migratedOn < commissionedOn)
    add("migratedOn", `no day before the system was in use, ${commissionedOn}`);
  if (migratedOn > today) add("migratedOn", `today, ${today}, or before`);
  return problems;
}
