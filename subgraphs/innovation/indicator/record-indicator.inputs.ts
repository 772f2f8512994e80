import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Indicator } from "./indicator";

@InputType({ description: "An indicator as it stands now; one that is there is changed to this." })
export class RecordIndicatorInput {
  @IsOptional()
  @Field(() => ID, { description: "Dotted, of small letters, digits and hyphens: schools.pupils-average." })
  code!: string;

  @Field(() => ID, { description: "Code of the sector that it is about, which computes it if any does." })
  sector!: string;

  @Field(() => ID, { description: "Code of the organization that answers for it, and may change it." })
  responsibleOrganization!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field({ description: "What it is called in English." })
  nameEn!: string;

  @Field(() => String, { nullable: true, description: "What is counted, in Vietnamese." })
  definition?: string | null;

  @Field(() => String, { nullable: true, description: "What is counted, in English." })
  definitionEn?: string | null;

  @Field({
    description:
      "What a value counts: task, dossier, …; ratio for a share of 0 to 1; VND for money; rank. It stays once there are values.",
  })
  measurementUnit!: string;

  @Field(() => Int, {
    description: "Digits after the point to show, 0 to 6. They stay once there are values.",
  })
  decimals!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: a larger value is better; false: a smaller one; null: neither.",
  })
  higherIsBetter?: boolean | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class IndicatorPayload {
  @Field(() => Indicator, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  indicator!: Indicator | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
