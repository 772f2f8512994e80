import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType } from "type-graphql";
import { AuditKind } from "../audit/audit-enums";
import { PageArguments } from "../connection/page-arguments";

@InputType({ description: "Which entries are meant. All fields that are given must hold." })
export class AuditFilter {
  @IsOptional()
  @Field(() => String, { nullable: true, description: "By whoever has this `sub`." })
  subject?: string | null;

  @IsOptional()
  @Field(() => AuditKind, { nullable: true, description: "That record this." })
  kind?: AuditKind | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Of the row with this key." })
  key?: string | null;
}

@ArgsType()
export class AuditArguments extends PageArguments {
  @Field(() => AuditFilter, { nullable: true, description: "Only these entries." })
  filter?: AuditFilter | null;
}
