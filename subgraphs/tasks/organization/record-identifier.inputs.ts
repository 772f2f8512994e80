import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { UserError } from "../../../shared/graphql/user-error";
import { Organization } from "./organization";

@InputType({ description: "The electronic identifier of an organization." })
export class RecordOrganizationIdentifierInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the organization." })
  organization!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "H26, or H26 and up to three levels of two or three digits, e.g. H26.15; null takes it back.",
  })
  electronicIdentifier?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the document that says it, if one does." })
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Any text of 1 to 200 characters that is new for each change. The same key again gives the same answer, once done.",
  })
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class OrganizationPayload {
  @Field(() => Organization, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  organization!: Organization | null;

  @Field(() => [UserError], { description: "What the input got wrong; empty when it was recorded." })
  userErrors!: UserError[];
}
