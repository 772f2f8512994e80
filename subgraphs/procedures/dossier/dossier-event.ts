import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { DossierStatus } from "./dossier-enums";

@ObjectType({ description: "One change of a dossier's status." })
@Entity()
export class DossierEvent {
  /** Triggers ensure that the dossier exists, and delete the event with it (check_dossier_events). */
  @PrimaryColumn("bigint")
  dossierId!: string;

  /** Orders the events of a dossier, also those of one instant. Gaps mean nothing. */
  @PrimaryColumn("smallint")
  sequence!: number;

  @Field(() => dateTimeScalar, { description: "When it happened." })
  @Column("timestamptz")
  at!: Date;

  @Field(() => DossierStatus, { description: "The status from then on." })
  @Column({ type: "enum", enum: DossierStatus, enumName: "dossier_status" })
  status!: DossierStatus;

  @Field(() => String, { nullable: true, description: "Remark of the office; null when there is none." })
  @Column("text", { nullable: true })
  note!: string | null;
}
