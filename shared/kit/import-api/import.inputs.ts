import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType } from "type-graphql";
import { ImportKind } from "../../import/import-kind";
import { PageArguments } from "../connection/page-arguments";
import { type EnumFilter, enumFilter } from "../filter/enum-filter";
import { DateTimeFilter, TextFilter } from "../filter/filter-inputs";

const ImportKindFilter = enumFilter(ImportKind, "ImportKind");

@InputType({ description: "Which imports of files and rows are meant. All fields that are given must hold." })
export class ImportRunFilter {
  @IsOptional()
  @Field(() => TextFilter, { nullable: true, description: "Name of the import." })
  name?: TextFilter | null;

  @IsOptional()
  @Field(() => ImportKindFilter, { nullable: true, description: "How the rows came." })
  kind?: EnumFilter<ImportKind> | null;

  @IsOptional()
  @Field(() => TextFilter, { nullable: true, description: "Who imported: the `sub` of its token." })
  actor?: TextFilter | null;

  @IsOptional()
  @Field(() => DateTimeFilter, { nullable: true, description: "When its last row was written." })
  finishedAt?: DateTimeFilter | null;
}

@ArgsType()
export class ImportRunArguments extends PageArguments {
  @Field(() => ImportRunFilter, { nullable: true, description: "Only these imports." })
  filter?: ImportRunFilter | null;
}
