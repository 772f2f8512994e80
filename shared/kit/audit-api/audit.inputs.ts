import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType } from "type-graphql";
import { AuditKind } from "../audit/audit-enums";
import { PageArguments } from "../connection/page-arguments";
import { type EnumFilter, enumFilter } from "../filter/enum-filter";
import { DateTimeFilter, TextFilter } from "../filter/filter-inputs";

const AuditKindFilter = enumFilter(AuditKind, "AuditKind");

@InputType({ description: "Which entries are meant. All fields that are given must hold." })
export class AuditFilter {
  @IsOptional()
  @Field(() => TextFilter, { nullable: true, description: "By whom: the `sub` of its token." })
  subject?: TextFilter | null;

  @IsOptional()
  @Field(() => AuditKindFilter, { nullable: true, description: "What they record." })
  kind?: EnumFilter<AuditKind> | null;

  @IsOptional()
  @Field(() => TextFilter, {
    nullable: true,
    description: "Keys of rows that they are about, as `AuditEntry.keys` has them: 184467, not Task:184467.",
  })
  key?: TextFilter | null;

  @IsOptional()
  @Field(() => DateTimeFilter, { nullable: true, description: "When it was." })
  at?: DateTimeFilter | null;
}

@ArgsType()
export class AuditArguments extends PageArguments {
  @Field(() => AuditFilter, { nullable: true, description: "Only these entries." })
  filter?: AuditFilter | null;
}
