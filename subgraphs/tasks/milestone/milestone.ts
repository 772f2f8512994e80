import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import { Organization } from "../organization/organization";
import { SourceDocument } from "../source-document/source-document";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A step of the plan that was announced in public." })
@Entity()
export class Milestone {
  @Field(() => ID, { description: "e.g. ihanoi-super-app." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What is to be reached." })
  @Column("text")
  name!: string;

  @Field(() => dateScalar, { nullable: true, description: "Day it was reached; null while it is not." })
  @Column("date", { nullable: true })
  reachedOn!: CalendarDay | null;
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

  @Column("text")
  sourceId!: string;

  @Field(() => SourceDocument, { description: "Where it was published." })
  get source(): SourceDocument {
    return { id: this.sourceId };
  }
}
