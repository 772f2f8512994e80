import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType } from "type-graphql";
import { PageArguments } from "../connection/page-arguments";
import { DateTimeFilter, TextFilter } from "../filter/filter-inputs";

@InputType({ description: "Which imports of files are meant. All fields that are given must hold." })
export class ImportRunFilter {
  @IsOptional()
  @Field(() => TextFilter, { nullable: true, description: "Name of the import." })
  name?: TextFilter | null;

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
