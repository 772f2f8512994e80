import { Field, ObjectType } from "type-graphql";
import { Column, ForeignKey, Index } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { SourceDocument } from "./source-document";
import { SourceDocumentRow } from "./source-document-row";

/** The CHECK of every table of sourced rows. */
export const sourceCheck =
  "(origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)";

/** The columns of a row that a public document may state: where it came from, which document, and when. */
@ObjectType()
export abstract class Sourced {
  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  @Index()
  @ForeignKey(() => SourceDocumentRow)
  @Column("text", { nullable: true })
  sourceId!: string | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day on which the source says it; null when there is no source, or its day is not known.",
  })
  @Column("date", { nullable: true })
  saidOn!: CalendarDay | null;
}

/** The document that states a row; the row may be a plain object, as it comes out of JSON. */
export function sourceOf({ sourceId }: Pick<Sourced, "sourceId">): SourceDocument | null {
  return sourceId === null ? null : { code: sourceId };
}

/** How every sourced type describes its field `source`. */
export const sourceDescription = "The document that says it; there is one whenever origin is PUBLISHED.";
