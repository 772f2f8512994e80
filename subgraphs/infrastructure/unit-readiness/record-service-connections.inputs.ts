import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";

@InputType({ description: "Whether a ward or commune is connected to the service centre." })
export class ServiceConnectionInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the ward or commune." })
  unit!: string;

  @Field({ description: "Whether all of its service points are connected." })
  connected!: boolean;

  @Field(() => DataOrigin, { description: "Where the rows of its service points came from." })
  origin!: DataOrigin;
}

@InputType({ description: "What the procedures sector says of the connections to the service centre." })
export class RecordServiceConnectionsInput {
  @IsOptional()
  @Field(() => [ServiceConnectionInput], {
    description: "1 to 1,000, each unit once; the others stay as they are.",
  })
  connections!: ServiceConnectionInput[];

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording the connections gives." })
export class ServiceConnectionsPayload {
  @Field(() => [AdministrativeUnit], {
    description: "The units of which something else held until then, by code.",
  })
  units!: AdministrativeUnit[];

  @UserErrorsField()
  userErrors!: UserError[];
}
