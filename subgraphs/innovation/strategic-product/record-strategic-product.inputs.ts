import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ProductStage, StrategicProduct } from "./strategic-product";

@InputType({
  description: "A strategic technology product as it stands now; one that is there is changed to this.",
})
export class RecordStrategicProductInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the product, e.g. SP-01." })
  code!: string;

  @Field({ description: "What it is called." })
  name!: string;

  @Field(() => ID, { nullable: true, description: "Id of the enterprise that makes it." })
  enterprise?: string | null;

  @Field(() => ProductStage, { description: "How far it is." })
  stage!: ProductStage;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day it came onto the market; only of what is commercialised, and not in the future.",
  })
  commercialisedOn?: CalendarDay | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class StrategicProductPayload {
  @Field(() => StrategicProduct, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  strategicProduct!: StrategicProduct | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
