import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Milestone } from "../milestone/milestone";
import { Organization } from "../organization/organization";
import { SourceDocument } from "../source-document/source-document";

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "A digital platform that citizens or organizations of the city use. Null is: nothing published.",
})
@Entity()
@Check("platform_source_id_check", "origin <> 'PUBLISHED' OR source_id IS NOT NULL")
export class Platform {
  @Field(() => ID, { description: "Key of the platform in the graph, e.g. ihanoi." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  /** null: nobody named it in English. */
  @Column("text", { nullable: true })
  nameEn!: string | null;

  @Column("text", { nullable: true })
  descriptionVi!: string | null;

  @Column("text", { nullable: true })
  descriptionEn!: string | null;

  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  ownerCode!: string | null;

  @Field(() => dateScalar, { nullable: true, description: "Day on which it was put into operation." })
  @Column("date", { nullable: true })
  launchedOn!: CalendarDay | null;

  @Field(() => Int, { nullable: true, description: "Registered users." })
  @Column("int", { nullable: true })
  registeredUsers!: number | null;

  @Field(() => Int, { nullable: true, description: "Services that it offers." })
  @Column("int", { nullable: true })
  services!: number | null;

  @Column("text", { nullable: true })
  milestoneCode!: string | null;

  @Column("text", { nullable: true })
  sourceId!: string | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  @Field(() => Organization, { nullable: true, description: "Who answers for it." })
  get owner(): Organization | null {
    return this.ownerCode === null ? null : { code: this.ownerCode };
  }

  @Field(() => Milestone, { nullable: true, description: "The announced step of the plan that is about it." })
  get milestone(): Milestone | null {
    return this.milestoneCode === null ? null : { code: this.milestoneCode };
  }

  @Field(() => SourceDocument, { nullable: true, description: "The document that names it, if PUBLISHED." })
  get source(): SourceDocument | null {
    return this.sourceId === null ? null : { code: this.sourceId };
  }
}
