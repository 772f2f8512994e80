import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ServicePoint } from "./service-point";

@InputType({ description: "A service point as it stands now; one that is there is changed to this." })
export class RecordServicePointInput {
  @IsOptional()
  @Field(() => ID, {
    description:
      "D and the code of the unit for the point of a unit, e.g. D00004; CN and a number for a branch.",
  })
  code!: string;

  @Field({ description: "Name in Vietnamese." })
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Code of the ward or commune that it serves; null for a branch of the centre, which serves the whole city.",
  })
  unit?: string | null;

  @Field({ description: "Whether its systems are connected to the Public Administration Service Centre." })
  connected!: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class ServicePointPayload {
  @Field(() => ServicePoint, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  servicePoint!: ServicePoint | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
