import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Application } from "./application";

@InputType({ description: "An application as it stands now; one that is there is changed to this." })
export class RecordApplicationInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the application, e.g. UD-01." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field(() => ID, { description: "Code of the organization that answers for it." })
  owner!: string;

  @Field(() => String, { nullable: true, description: "What it is for." })
  purpose?: string | null;

  @Field(() => ID, { nullable: true, description: "Code of another application that replaces it." })
  replacedBy?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class ApplicationPayload {
  @Field(() => Application, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  application!: Application | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
