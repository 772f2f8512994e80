import { Field, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";

/** One assessment of one criterion of a unit. Rows are only added: the latest day counts, the rest is history. */
@ObjectType({ description: "One assessment of one criterion of a ward or commune." })
@Entity()
export class ReadinessAssessment {
  @ForeignKey(() => AdministrativeUnitRow)
  @PrimaryColumn("text")
  unitCode!: string;

  @Field(() => ReadinessCriterion, { description: "What was assessed." })
  @PrimaryColumn({ type: "enum", enum: ReadinessCriterion, enumName: "readiness_criterion" })
  criterion!: ReadinessCriterion;

  @Field(() => dateScalar, { description: "Day of the assessment." })
  @PrimaryColumn("date")
  assessedOn!: CalendarDay;

  @Field({ description: "Whether it held on that day." })
  @Column("boolean")
  meets!: boolean;

  @Field(() => String, { nullable: true, description: "What was missing; null when nothing was." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
