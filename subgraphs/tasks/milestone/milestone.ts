import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Organization } from "../organization/organization";
import { Programme } from "../programme/programme";
import { SourceDocument } from "../source-document/source-document";
import { SourceDocumentRow } from "../source-document/source-document-row";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A step of the plan that was announced in public." })
@Entity()
@Check(
  "milestone_reached_check",
  "(reached_on IS NULL) = (reached_origin IS NULL) AND (reached_origin <> 'PUBLISHED' OR reached_source_id IS NOT NULL)",
)
export class Milestone {
  @Field(() => ID, { description: "e.g. ihanoi-super-app." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => dateScalar, { nullable: true, description: "Day it was reached; null while it is not." })
  @Column("date", { nullable: true })
  reachedOn!: CalendarDay | null;

  @Field(() => DataOrigin, {
    nullable: true,
    description: "Where it is known from that it was reached; null while it is not.",
  })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin", nullable: true })
  reachedOrigin!: DataOrigin | null;

  @Index()
  @ForeignKey(() => SourceDocumentRow)
  @Column("text", { nullable: true })
  reachedSourceId!: string | null;

  @Index()
  @ForeignKey(() => Programme)
  @Column("text", { nullable: true })
  programmeCode!: string | null;

  @Field(() => SourceDocument, {
    nullable: true,
    description:
      "The document that says that it was reached; there is one whenever reachedOrigin is PUBLISHED.",
  })
  get reachedSource(): SourceDocument | null {
    return this.reachedSourceId === null ? null : { code: this.reachedSourceId };
  }
}

/** An organization that answers for a milestone. */
@Entity()
export class MilestoneLead {
  @ForeignKey(() => Milestone)
  @PrimaryColumn("text")
  milestoneCode!: string;

  @Index()
  @ForeignKey(() => Organization)
  @PrimaryColumn("text")
  organizationCode!: string;
}

@ObjectType({ description: "When a source says that a milestone is planned." })
@Entity()
export class MilestonePlan {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Index()
  @ForeignKey(() => Milestone)
  @Column("text")
  milestoneCode!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "First planned day; null when only an end was published.",
  })
  @Column("date", { nullable: true })
  plannedStart!: CalendarDay | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Last planned day; null when only a start was published.",
  })
  @Column("date", { nullable: true })
  plannedEnd!: CalendarDay | null;

  @Field(() => String, {
    nullable: true,
    description:
      "When it is planned as the source words it, in English, where it gives no first and last day: plannedStart and " +
      "plannedEnd are then a reading of it.",
  })
  @Column("text", { nullable: true })
  plannedInWords!: string | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day on which the source says it; null when that is not known.",
  })
  @Column("date", { nullable: true })
  saidOn!: CalendarDay | null;

  @Index()
  @ForeignKey(() => SourceDocumentRow)
  @Column("text")
  sourceId!: string;

  @Field(() => SourceDocument, { description: "Where it was published." })
  get source(): SourceDocument {
    return { code: this.sourceId };
  }
}
