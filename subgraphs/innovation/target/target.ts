import { Field, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { Indicator } from "../indicator/indicator";
import { ValueQualifier } from "../observation/value-qualifier";
import { SourceDocument } from "../source-document/source-document";

@ObjectType({ description: "A value of an indicator that is to be reached by a day." })
@Entity()
@Check(
  "target_value_check",
  "(value IS NULL) = (qualifier IS NULL) AND (value IS NOT NULL OR note IS NOT NULL)",
)
export class Target {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Index()
  @ForeignKey(() => Indicator)
  @Column("text")
  indicatorCode!: string;

  @Field(() => decimalScalar, {
    nullable: true,
    description:
      "To its last published digit, in the indicator's unit; a share is 0 to 1. null: the aim was published without " +
      "a number, and note says in which words.",
  })
  @Column("numeric", { nullable: true })
  value!: string | null;

  @Field(() => ValueQualifier, {
    nullable: true,
    description: "How the value is meant; null where there is none.",
  })
  @Column({ type: "enum", enum: ValueQualifier, enumName: "value_qualifier", nullable: true })
  qualifier!: ValueQualifier | null;

  @Field(() => String, { nullable: true, description: "How the source words it, where that matters." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The period that it was published for, as in Observation.period; null when it was for none.",
  })
  @Column("text", { nullable: true })
  period!: string | null;

  @Field(() => dateScalar, {
    description:
      "The day by which it is to be reached: the last of its period. Where no period was published it is the last " +
      "day of the year in which the source was published: an assumption, and dueOnAssumed says so.",
  })
  @Column("date")
  dueOn!: CalendarDay;

  @Field({ description: "true: no day was published, and dueOn is assumed." })
  @Column("boolean")
  dueOnAssumed!: boolean;

  @Index()
  @ForeignKey(() => SourceDocument)
  @Column("text", { nullable: true })
  sourceId!: string | null;
}
