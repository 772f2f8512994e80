import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { OnlineServiceLevel, Procedure } from "./procedure";

@InputType({ description: "What changes about a procedure; what is not given stays as it is." })
export class UpdateProcedureInput {
  @IsOptional()
  @Field(() => ID, { description: "National procedure code." })
  code!: string;

  @Field(() => OnlineServiceLevel, { nullable: true, description: "How much of it can be done online." })
  onlineLevel?: OnlineServiceLevel | null;

  @Field(() => Int, { nullable: true, description: "Working days allowed by law, 1 to 1,000." })
  statutoryDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Number of the decision that puts it on the green lane; null takes it off.",
  })
  greenLaneDecision?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Working days allowed on the green lane, 0 to statutoryDays; given with the decision at first.",
  })
  greenLaneReducedDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it is one of those to be restructured." })
  toRestructure?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version that the change was decided on; another one is STALE_VERSION. Not compared if absent.",
  })
  expectedVersion?: number | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What became of a change to a procedure." })
export class ProcedurePayload {
  @Field(() => Procedure, {
    nullable: true,
    description: "As it is after the change; null when there was none.",
  })
  procedure!: Procedure | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
