import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";

/**
 * How many tasks of a lead stood how at the end of each day from `day` until the day before `until`: running totals,
 * a row for each day on which one of them moved, also days to come, on which open tasks will be overdue. Derived
 * from `task_state` by `refresh_task_tally` in the transaction of each change, so that statistics over many tasks
 * cost a lookup for each lead.
 */
@Entity()
@Check("task_tally_scope_check", "scope IN ('ALL', 'CENTRAL', 'CITY')")
@Index("task_tally_clean_idx", { synchronize: false })
export class TaskTally {
  @PrimaryColumn("text")
  leadOrganizationCode!: string;

  /** Who assigned the tasks, or ALL. */
  @PrimaryColumn("text")
  scope!: string;

  @PrimaryColumn("date")
  day!: CalendarDay;

  /** Exclusive; infinity for the last. */
  @Column("date")
  until!: CalendarDay;

  @Column("int")
  completedOnTime!: number;

  @Column("int")
  completedLate!: number;

  @Column("int")
  inProgress!: number;

  @Column("int")
  overdue!: number;

  // Of each of these, how many were published and how many are generated.

  @Column("int")
  publishedOnTime!: number;

  @Column("int")
  publishedLate!: number;

  @Column("int")
  publishedInProgress!: number;

  @Column("int")
  publishedOverdue!: number;

  @Column("int")
  syntheticOnTime!: number;

  @Column("int")
  syntheticLate!: number;

  @Column("int")
  syntheticInProgress!: number;

  @Column("int")
  syntheticOverdue!: number;
}
