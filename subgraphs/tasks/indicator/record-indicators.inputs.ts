import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";

@InputType({ description: "An indicator, as far as key results need it." })
export class KnownIndicatorInput {
  @IsOptional()
  @Field(() => ID, { description: "Its code." })
  code!: string;

  @Field(() => Int, { description: "Digits after the point of its values, 0 or more." })
  decimals!: number;
}

@InputType({ description: "The indicators that the innovation sector has." })
export class RecordIndicatorsInput {
  @IsOptional()
  @Field(() => [KnownIndicatorInput], {
    description: "1 to 10,000, each once; those that are not named stay as they are.",
  })
  indicators!: KnownIndicatorInput[];

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording the indicators gives." })
export class KnownIndicatorsPayload {
  @Field(() => [ID], {
    description: "The codes of those that were not there or had other digits, in order.",
  })
  changed!: string[];

  @UserErrorsField()
  userErrors!: UserError[];
}
