import { IsOptional } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { IdempotencyKeyField } from "../../../shared/kit/graphql/mutation-fields";

@InputType({ description: "Whether a unit works with an application." })
export class RecordUnitApplicationInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the ward or commune." })
  unit!: string;

  @Field(() => ID, { description: "Code of the application." })
  application!: string;

  @Field({ description: "Whether it works with it from now on; false takes it out." })
  inUse!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether it worked with it when the change was decided on; what has changed since is STALE_VERSION. Not compared if absent.",
  })
  expectedInUse?: boolean | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}
