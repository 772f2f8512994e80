import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { VersionField } from "../../../shared/kit/graphql/mutation-fields";
import { ApplicantKind, DossierChannel, DossierStatus, PaymentKind } from "./dossier-enums";

/**
 * In partitions by month of receipt, which the id begins with (`create_dossier_month`). Each composite index serves
 * one list in either direction at any depth, and the filter by its first column; the id makes the order total.
 */
@Directive('@key(fields: "id")')
@ObjectType({ description: "One application for a procedure (hồ sơ). It holds no name and no address." })
@Entity()
@Index(["receivedAt", "id"])
@Index(["dueAt", "id"])
@Index(["resolvedAt", "id"])
@Index("dossier_pending_due_at_idx", { synchronize: false })
@Index("dossier_moved_idx", { synchronize: false })
@Index(["procedureCode", "receivedAt", "id"])
@Index(["organizationCode", "receivedAt", "id"])
@Index(["unitCode", "receivedAt", "id"])
@Check("dossier_resolved_check", "(resolved_at IS NOT NULL) = (status IN ('RESOLVED', 'RETURNED'))")
@Check("dossier_closed_check", "(closed_at IS NOT NULL) = (status IN ('REJECTED', 'WITHDRAWN', 'STOPPED'))")
@Check("dossier_closed_at_check", "closed_at >= received_at")
@Check("dossier_resolved_at_check", "resolved_at >= received_at")
@Check("dossier_electronic_result_check", "NOT electronic_result OR resolved_at IS NOT NULL")
@Check("dossier_satisfaction_check", "satisfaction BETWEEN 1 AND 5")
export class Dossier {
  @Field(() => ID, { description: "Id of the dossier in the graph." })
  @PrimaryColumn("bigint")
  id!: string;

  /** Triggers ensure that the procedure exists and is not deleted (check_dossier_procedures). */
  @Column("text")
  procedureCode!: string;

  @Column("text", { nullable: true })
  unitCode!: string | null;

  @Column("text")
  organizationCode!: string;

  @Field(() => DossierChannel, { description: "How it came in." })
  @Column({ type: "enum", enum: DossierChannel, enumName: "dossier_channel" })
  channel!: DossierChannel;

  @Field(() => ApplicantKind, { description: "What kind of applicant handed it in." })
  @Column({ type: "enum", enum: ApplicantKind, enumName: "applicant_kind" })
  applicant!: ApplicantKind;

  @Field(() => DossierStatus, { description: "How far it is: the status of its latest event." })
  @Column({ type: "enum", enum: DossierStatus, enumName: "dossier_status" })
  status!: DossierStatus;

  @Field(() => dateTimeScalar, { description: "When it was received." })
  @Column("timestamptz")
  receivedAt!: Date;

  @Field(() => dateTimeScalar, { description: "When its result is due." })
  @Column("timestamptz")
  dueAt!: Date;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When its result was there; null before, and when it ended without one.",
  })
  @Column("timestamptz", { nullable: true })
  resolvedAt!: Date | null;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When it ended without a result: rejected, withdrawn or stopped; null otherwise.",
  })
  @Column("timestamptz", { nullable: true })
  closedAt!: Date | null;

  @Field({ description: "Whether its papers were turned into data." })
  @Column("boolean")
  digitised!: boolean;

  @Field({ description: "Whether its result is electronic; false before there is one." })
  @Column("boolean")
  electronicResult!: boolean;

  @Field(() => PaymentKind, { description: "How its fee was paid." })
  @Column({ type: "enum", enum: PaymentKind, enumName: "payment_kind" })
  payment!: PaymentKind;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When it was synchronised to the National Public Service Portal; null before.",
  })
  @Column("timestamptz", { nullable: true })
  synchronisedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "1 to 5; null when the applicant gave none." })
  @Column("smallint", { nullable: true })
  satisfaction!: number | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** Raised by a trigger, whichever way the row is changed. */
  @VersionField()
  @Column({ type: "integer", default: 1, insert: false, update: false })
  version!: number;
}
