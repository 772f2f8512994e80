import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { Organization } from "../organization/organization";
import { Sourced, sourceCheck } from "../source-document/sourced";

@Directive('@key(fields: "code")')
@ObjectType({ description: "What an organization wants to reach in a period (the O of OKR)." })
@Entity()
@Check("objective_period_check", "period_start <= period_end")
@Check("objective_source_check", sourceCheck)
export class Objective extends Sourced {
  @Field(() => ID, { description: "e.g. O-2026-DVC." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What is to be reached, in one line." })
  @Column("text")
  title!: string;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text")
  organizationCode!: string;

  @Field(() => dateScalar, { description: "First day." })
  @Column("date")
  periodStart!: CalendarDay;

  @Field(() => dateScalar, { description: "Last day." })
  @Column("date")
  periodEnd!: CalendarDay;

  /** When the row was last written. Rows older than this column say 2025-07-01. */
  @Column("timestamptz")
  changedAt!: Date;
}
