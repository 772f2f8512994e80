import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { VersionField } from "../../../shared/kit/graphql/mutation-fields";
import { ProcedureField } from "../procedure-field/procedure-field";

export enum ProcedureLevel {
  CITY = "CITY",
  COMMUNE = "COMMUNE",
}

registerEnumType(ProcedureLevel, {
  name: "ProcedureLevel",
  description: "Which level of government handles the dossiers of a procedure.",
  valuesConfig: {
    CITY: { description: "A department of the city." },
    COMMUNE: { description: "The authorities of the 126 wards and communes." },
  },
});

export enum OnlineServiceLevel {
  FULLY_ONLINE = "FULLY_ONLINE",
  PARTIALLY_ONLINE = "PARTIALLY_ONLINE",
  INFORMATION_ONLY = "INFORMATION_ONLY",
}

registerEnumType(OnlineServiceLevel, {
  name: "OnlineServiceLevel",
  description: "How much of a procedure can be done online (mức độ dịch vụ công).",
  valuesConfig: {
    FULLY_ONLINE: { description: "All of it, from the application to the result (toàn trình)." },
    PARTIALLY_ONLINE: { description: "Some steps need a visit (một phần)." },
    INFORMATION_ONLY: { description: "Only its description is online; no dossier comes in that way." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "An administrative procedure (thủ tục hành chính) that the city operates." })
@Entity()
@Index("procedure_search_idx", { synchronize: false })
@Check("procedure_statutory_days_check", "statutory_days >= 1")
@Check(
  "procedure_green_lane_check",
  `num_nulls(green_lane_decision, green_lane_reduced_days) <> 1
   AND green_lane_reduced_days BETWEEN 0 AND statutory_days`,
)
export class Procedure {
  @Field(() => ID, { description: "National procedure code, e.g. 1.001193." })
  @PrimaryColumn("text")
  code!: string;

  @Field({
    description:
      "Name in Vietnamese. Of a synthetic procedure one in the form of the national database, not an official one.",
  })
  @Column("text")
  name!: string;

  @Index()
  @ForeignKey(() => ProcedureField)
  @Column("text")
  fieldCode!: string;

  @Field(() => ProcedureLevel, { description: "Which level of government handles its dossiers." })
  @Column({ type: "enum", enum: ProcedureLevel, enumName: "procedure_level" })
  level!: ProcedureLevel;

  @Field(() => OnlineServiceLevel, { description: "How much of it can be done online." })
  @Column({ type: "enum", enum: OnlineServiceLevel, enumName: "online_service_level" })
  onlineLevel!: OnlineServiceLevel;

  @Index()
  @Column("text")
  competentOrganizationCode!: string;

  @Field(() => Int, { description: "Working days allowed by law." })
  @Column("int")
  statutoryDays!: number;

  /** Number of the decision that put it on the green lane; null with `greenLaneReducedDays`, or neither. */
  @Column("text", { nullable: true })
  greenLaneDecision!: string | null;

  /** Working days allowed on the green lane. */
  @Column("int", { nullable: true })
  greenLaneReducedDays!: number | null;

  @Field({ description: "One of the key procedures to be restructured." })
  @Column("boolean")
  toRestructure!: boolean;

  @Field({ description: "Whether it belongs to the business sector: enterprises are its main applicants." })
  @Column("boolean")
  businessSector!: boolean;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** Raised by a trigger, whichever way the row is changed. */
  @VersionField()
  @Column({ type: "integer", default: 1, insert: false, update: false })
  version!: number;

  /** When the row was last written. Rows older than this column say 2025-07-01. */
  @Column("timestamptz")
  changedAt!: Date;
}
