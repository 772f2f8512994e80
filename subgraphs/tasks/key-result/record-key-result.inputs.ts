import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { decimalScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { KeyResult } from "./key-result";

@InputType({ description: "A key result of an objective; one that is there is changed to this." })
export class RecordKeyResultInput {
  @IsOptional()
  @Field({ description: "Human reference, unique, e.g. KR-2026-DVC-1." })
  code!: string;

  @Field({ description: "What is measured, in one line." })
  title!: string;

  @Field(() => ID, { description: "Code of the objective that it measures." })
  objective!: string;

  @Field(() => ID, { nullable: true, description: "Code of the indicator that its values are of." })
  indicator?: string | null;

  @Field(() => decimalScalar, { nullable: true, description: "Value at the start; null until it is known." })
  baseline?: string | null;

  @Field(() => decimalScalar, { description: "Value to reach; a share is 0 to 1." })
  target!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording a key result gives." })
export class KeyResultPayload {
  @Field(() => KeyResult, { nullable: true, description: "The key result; null when nothing was recorded." })
  keyResult!: KeyResult | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
