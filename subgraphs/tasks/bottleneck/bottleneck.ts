import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { Organization } from "../organization/organization";
import { Sourced, sourceCheck } from "../source-document/sourced";
import { Task } from "../task/task";

export enum BottleneckKind {
  BOTTLENECK = "BOTTLENECK",
  LIMITATION = "LIMITATION",
}

registerEnumType(BottleneckKind, {
  name: "BottleneckKind",
  description: "As what the city counts it.",
  valuesConfig: {
    BOTTLENECK: { description: "A bottleneck (điểm nghẽn)." },
    LIMITATION: { description: "One of the main groups of limitations (nhóm hạn chế)." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "Something that holds up several tasks." })
@Entity()
@Check("bottleneck_source_check", sourceCheck)
export class Bottleneck extends Sourced {
  @Field(() => ID, { description: "e.g. BN-2025-01." })
  @PrimaryColumn("text")
  code!: string;

  @Field(() => BottleneckKind, { description: "As what the city counts it." })
  @Column({ type: "enum", enum: BottleneckKind, enumName: "bottleneck_kind" })
  kind!: BottleneckKind;

  @Column("text")
  titleVi!: string;

  @Column("text")
  titleEn!: string;

  @Field(() => String, {
    nullable: true,
    description: "What is stuck, and why, in the language of its source.",
  })
  @Column("text", { nullable: true })
  description!: string | null;

  @Field(() => dateScalar, { description: "Day it was recorded." })
  @Column("date")
  openedOn!: CalendarDay;

  @Field(() => dateScalar, { nullable: true, description: "Day it was resolved; null while it is open." })
  @Column("date", { nullable: true })
  resolvedOn!: CalendarDay | null;
}

/** An organization that has to act on a bottleneck. */
@Entity()
export class BottleneckOrganization {
  @ForeignKey(() => Bottleneck)
  @PrimaryColumn("text")
  bottleneckCode!: string;

  @Index()
  @ForeignKey(() => Organization)
  @PrimaryColumn("text")
  organizationCode!: string;
}

/** A task that a bottleneck holds up. */
@Entity()
export class BottleneckTask {
  @ForeignKey(() => Bottleneck)
  @PrimaryColumn("text")
  bottleneckCode!: string;

  @Index()
  @ForeignKey(() => Task, { onDelete: "CASCADE" })
  @PrimaryColumn("bigint")
  taskId!: string;
}
