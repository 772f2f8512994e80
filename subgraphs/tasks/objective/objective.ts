import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { dateScalar } from "../../../shared/graphql/scalars";
import { Organization } from "../organization/organization";

@Directive('@key(fields: "code")')
@ObjectType({ description: "What an organization wants to reach in a period (the O of OKR)." })
@Entity()
@Check("objective_period_check", "period_start <= period_end")
export class Objective {
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

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** When the row was last written. Rows older than this column say 2025-07-01. */
  @Column("timestamptz")
  changedAt!: Date;
}
