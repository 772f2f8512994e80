import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, dateTimeScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Indicator } from "../indicator/indicator";
import { SourceDocument } from "../source-document/source-document";
import { ValueQualifier } from "./value-qualifier";

export enum ObservationStatus {
  NORMAL = "NORMAL",
  PROVISIONAL = "PROVISIONAL",
  ESTIMATED = "ESTIMATED",
  BREAK = "BREAK",
  MISSING = "MISSING",
}

registerEnumType(ObservationStatus, {
  name: "ObservationStatus",
  description: "How far a figure can be relied on.",
  valuesConfig: {
    NORMAL: { description: "As published, without reservation." },
    PROVISIONAL: { description: "Announced as preliminary." },
    ESTIMATED: { description: "Estimated, not counted." },
    BREAK: { description: "Counted another way than the figures before it: not comparable with them." },
    MISSING: {
      description: "No figure could be given; the value means nothing and is compared with nothing.",
    },
  },
});

/**
 * A published figure. Rows are only ever added: the database refuses to change or delete one. A correction is a
 * row with `supersedesId`, and adding it sets `supersededAt` of the row that it corrects, once.
 */
@Directive('@key(fields: "id")')
@ObjectType({ description: "A figure that was published or reported, with who said it, where and for when." })
@Entity()
@Unique(["supersedesId"])
@Index(["indicatorCode", "publishedAt", "id"])
@Index(["sourceId", "publishedAt", "id"])
@Index(["indicatorCode", "areaCode", "publishedAt", "id"])
@Index(["indicatorCode", "period"])
@Index("observation_preferred_idx", { synchronize: false })
@Index("observation_updated_at_idx", { synchronize: false })
@Index("observation_current_idx", { synchronize: false })
@Check("observation_period_check", "period_start <= period_end")
@Check("observation_recorded_check", "recorded_at >= published_at AND superseded_at >= recorded_at")
@Check("observation_revision_check", "revision >= 1 AND (revision > 1) = (supersedes_id IS NOT NULL)")
@Check("observation_source_check", "origin <> 'PUBLISHED' OR source_id IS NOT NULL")
export class Observation {
  @Field(() => ID, { description: "Key of this revision in the graph." })
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @ForeignKey(() => Indicator)
  @Column("text")
  indicatorCode!: string;

  @Column("text", { nullable: true })
  areaCode!: string | null;

  @Column("text", { nullable: true })
  organizationCode!: string | null;

  @Field({
    description:
      "e.g. 2025, 2025-Q3, 2025-11, 2025-11-14, 2025-07-01/2025-11-12; ../2025-12-07 when only the end was " +
      "published. A figure published for no period stands on the day that it was published for.",
  })
  @Column("text")
  period!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "First day of the period; null when it was not published.",
  })
  @Column("date", { nullable: true })
  periodStart!: CalendarDay | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Last day of the period, included; null when it was not published.",
  })
  @Column("date", { nullable: true })
  periodEnd!: CalendarDay | null;

  @Field(() => decimalScalar, {
    description: "The figure to its last published digit, in the indicator's unit; a share is 0 to 1.",
  })
  @Column("numeric")
  value!: string;

  @Field(() => ValueQualifier, { description: "How the value is meant." })
  @Column({ type: "enum", enum: ValueQualifier, enumName: "value_qualifier" })
  qualifier!: ValueQualifier;

  @Field(() => ObservationStatus, { description: "How far it can be relied on." })
  @Column({
    type: "enum",
    enum: ObservationStatus,
    enumName: "observation_status",
    default: ObservationStatus.NORMAL,
  })
  status!: ObservationStatus;

  @ForeignKey(() => SourceDocument)
  @Column("text", { nullable: true })
  sourceId!: string | null;

  @Field(() => String, { nullable: true, description: "What a reader should know beside the figure." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => dateTimeScalar, {
    description:
      "When it became public: the start of the source's day in Hanoi. Of a source dated only to a month, the start " +
      "of the latest day of that month that one of its figures speaks of: an assumption, for a document is no " +
      "older than its newest figure.",
  })
  @Column("timestamptz")
  publishedAt!: Date;

  @Field(() => dateTimeScalar, {
    description:
      "When the graph took it up, which `asOf` goes by; figures of the first data were taken up as they were published.",
  })
  @Column("timestamptz")
  recordedAt!: Date;

  @Field(() => Int, { description: "1 for the figure as first recorded, one more for each correction." })
  @Column("int", { default: 1 })
  revision!: number;

  @ForeignKey(() => Observation)
  @Column("bigint", { nullable: true })
  supersedesId!: string | null;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When a correction took its place; null while it is current.",
  })
  @Column("timestamptz", { nullable: true })
  supersededAt!: Date | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
