import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { Indicator } from "../indicator/indicator";
import { Organization } from "../organization/organization";
import { Sourced, sourceCheck } from "../source-document/sourced";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A conference or meeting at which the work was reviewed or tasks were assigned." })
@Entity()
@Check("event_source_check", sourceCheck)
export class Event extends Sourced {
  @Field(() => ID, { description: "e.g. steering-committee-57-conference-2025-11-14." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Index()
  @Field(() => dateScalar, { description: "Day on which it was held." })
  @Column("date")
  heldOn!: CalendarDay;

  @Field(() => String, { nullable: true, description: "What the source says of it, in English." })
  @Column("text", { nullable: true })
  description!: string | null;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  organizerCode!: string | null;

  /** Of the innovation subgraph. */
  @Column("text", { array: true })
  indicatorCodes!: string[];

  @Field(() => [Indicator], { description: "The indicators of figures about it, in order of their codes." })
  get indicators(): Indicator[] {
    return this.indicatorCodes.map((code) => ({ code }));
  }
}
