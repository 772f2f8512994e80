import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { idConditions, maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { TextFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum SourceDocumentOrderField {
  CODE = "CODE",
  PUBLISHED_ON = "PUBLISHED_ON",
  TITLE = "TITLE",
}

registerEnumType(SourceDocumentOrderField, {
  name: "SourceDocumentOrderField",
  description: "What source documents can be ordered by.",
  valuesConfig: {
    CODE: { description: "Code." },
    PUBLISHED_ON: { description: "Date of publication; a month before its days, unknown ones last." },
    TITLE: { description: "Title as published, without regard to accents and case." },
  },
});

export const SourceDocumentOrder = orderInput("SourceDocument", SourceDocumentOrderField, SortDirection.ASC);

@InputType({ description: "Which source documents are meant. All fields that are given must hold." })
export class SourceDocumentFilter {
  @IsOptional()
  @Field(() => TextFilter, {
    nullable: true,
    description: "Who published it, as SourceDocument.publisher says.",
  })
  publisher?: TextFilter | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, {
    nullable: true,
    description: "Accent-insensitive, in code, publisher and titles.",
  })
  search?: string | null;
}

/** The arguments of the list of source documents. */
@ArgsType()
export class SourceDocumentsArguments extends PageArguments {
  @IsOptional()
  @Field(() => SourceDocumentFilter, { nullable: true, description: "Only these documents." })
  filter?: SourceDocumentFilter | null;

  @IsOptional()
  @Field(() => [SourceDocumentOrder], { nullable: true, description: "By code when not given." })
  orderBy?: InstanceType<typeof SourceDocumentOrder>[] | null;
}

/** The conditions of a filter over `source_document s`. */
export function sourceDocumentConditions(filter: SourceDocumentFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const text = sql`search_text(concat_ws(' ', s.id, s.publisher, s.title, s.title_vi, s.title_en))`;
  return [
    ...idConditions(sql`s.publisher`, filter.publisher, ["filter", "publisher"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
