import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Enterprise } from "./enterprise";
import { EnterpriseKind } from "./enterprise-kind";

@InputType({ description: "A new enterprise." })
export class RegisterEnterpriseInput {
  @IsOptional()
  @Field({ description: "Registered name, 1 to 300 characters; no other enterprise has it." })
  name!: string;

  @Field(() => [EnterpriseKind], { description: "What it counts as, each once; may be empty." })
  kinds!: EnterpriseKind[];

  @Field(() => String, { nullable: true, description: "Industry, in Vietnamese." })
  industry?: string | null;

  @Field(() => ID, { nullable: true, description: "Code of the ward or commune where it is." })
  unit?: string | null;

  @Field(() => dateScalar, { nullable: true, description: "Day it was founded, today or before." })
  foundedOn?: CalendarDay | null;

  @Field({ defaultValue: true, description: "Whether it engages in innovation." })
  innovating!: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What registering an enterprise gives." })
export class EnterprisePayload {
  @Field(() => Enterprise, {
    nullable: true,
    description: "The enterprise; null when it was not registered.",
  })
  enterprise!: Enterprise | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
