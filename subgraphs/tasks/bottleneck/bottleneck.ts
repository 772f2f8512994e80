import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { dateScalar } from "../../../shared/graphql/scalars";
import { Organization } from "../organization/organization";
import { Task } from "../task/task";

@Directive('@key(fields: "code")')
@ObjectType({ description: "Something that holds up several tasks (điểm nghẽn)." })
@Entity()
export class Bottleneck {
  @Field(() => ID, { description: "e.g. BN-2025-01." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What is stuck, in one line." })
  @Column("text")
  title!: string;

  @Field(() => String, { nullable: true, description: "What is stuck, and why." })
  @Column("text", { nullable: true })
  description!: string | null;

  @Field(() => dateScalar, { description: "Day it was recorded." })
  @Column("date")
  openedOn!: CalendarDay;

  @Field(() => dateScalar, { nullable: true, description: "Day it was resolved; null while it is open." })
  @Column("date", { nullable: true })
  resolvedOn!: CalendarDay | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
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
