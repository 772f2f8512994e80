import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Sector } from "./sector";

@InputType({ description: "A sector as it stands now; one that is there is changed to this." })
export class RecordSectorInput {
  @IsOptional()
  @Field(() => ID, { description: "The name of its subgraph: small letters, digits and hyphens." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field({ description: "What it is called in English." })
  nameEn!: string;

  @Field(() => ID, { nullable: true, description: "Code of the department that owns it." })
  organization?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class SectorPayload {
  @Field(() => Sector, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  sector!: Sector | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
