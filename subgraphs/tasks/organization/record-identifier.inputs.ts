import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
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

  @Field(() => ID, { nullable: true, description: "Code of the document that says it, if one does." })
  source?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class OrganizationPayload {
  @Field(() => Organization, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  organization!: Organization | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
