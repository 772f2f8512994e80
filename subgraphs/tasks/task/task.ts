import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { KeyResult } from "../key-result/key-result";
import { Organization } from "../organization/organization";
import { Sourced, sourceCheck } from "../source-document/sourced";

export enum AssigningAuthority {
  CENTRAL = "CENTRAL",
  CITY = "CITY",
}

registerEnumType(AssigningAuthority, {
  name: "AssigningAuthority",
  description: "Who assigned a task.",
  valuesConfig: {
    CENTRAL: { description: "The Central Government or a Central body." },
    CITY: { description: "The city's Steering Committee 57." },
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A task with a deadline and an organization that answers for it. Deadline, completion, progress, status, lead and history " +
    "are what was known at the end of a day: `asOf` of the list that it is in, or else today. All else is as it is now.",
})
@Entity()
@Unique(["code"])
@Index("task_search_idx", { synchronize: false })
@Check("task_dates_check", "original_due_on >= assigned_on AND due_on >= assigned_on")
@Check("task_progress_check", "progress BETWEEN 0 AND 1")
@Check("task_source_check", sourceCheck)
export class Task extends Sourced {
  @Field(() => ID, { description: "Key of the task in the graph." })
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Field({ description: "Human reference, unique, e.g. TW-2025-014." })
  @Column("text")
  code!: string;

  @Field({ description: "What is to be done, in one line." })
  @Column("text")
  title!: string;

  /** Code and title without accents and case; set by a trigger. */
  @Column({ type: "text", insert: false, update: false, select: false })
  readonly search?: string;

  @Field(() => AssigningAuthority, { description: "Who assigned it." })
  @Column({ type: "enum", enum: AssigningAuthority, enumName: "assigning_authority" })
  assignedBy!: AssigningAuthority;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text")
  leadOrganizationCode!: string;

  @Field(() => dateScalar, { description: "Day of assignment." })
  @Column("date")
  assignedOn!: CalendarDay;

  @Field(() => dateScalar, { description: "Deadline when first assigned; dueOn moves with each extension." })
  @Column("date")
  originalDueOn!: CalendarDay;

  @Field(() => dateScalar, { description: "Deadline, as known at the end of the day." })
  @Column("date")
  dueOn!: CalendarDay;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day of completion; null while it is under way at the end of the day.",
  })
  @Column("date", { nullable: true })
  completedOn!: CalendarDay | null;

  @Field(() => Float, { description: "0 to 1, as last reported by the end of the day." })
  @Column("double precision", { default: 0 })
  progress!: number;

  @Column("text", { nullable: true })
  person!: string | null;

  @Column("text", { nullable: true })
  work!: string | null;

  @Column("text", { nullable: true })
  responsibility!: string | null;

  @Column("text", { nullable: true })
  product!: string | null;

  @Column("text", { nullable: true })
  authority!: string | null;

  @Index()
  @ForeignKey(() => KeyResult)
  @Column("text", { nullable: true })
  keyResultCode!: string | null;

  @Field(() => Int, { description: "Raised by every change; send it back as expectedVersion." })
  @Column("int", { default: 1 })
  version!: number;

  /** The day at whose end this was known; undefined for a row that has just been changed. */
  asOf?: CalendarDay;
}
