import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { MarketStall } from "./market-stall";
import { MarketStallOwnership } from "./market-stall-ownership";

@InputType({ description: "A market stall as it stands now; one that is there is changed to this." })
export class RecordMarketStallInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the market stall, e.g. MAU-00004." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field(() => MarketStallOwnership, { description: "Who it belongs to." })
  ownership!: MarketStallOwnership;

  @Field(() => ID, { description: "Code of the ward or commune where it is." })
  unit!: string;

  @Field(() => ID, { description: "Code of the organization that answers for it, and may change it." })
  organization!: string;

  @Field(() => Int, { nullable: true, description: "People it has room for; null when that is not known." })
  capacity?: number | null;

  @Field(() => dateScalar, { description: "Day it opened; not in the future." })
  openedOn!: CalendarDay;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class MarketStallPayload {
  @Field(() => MarketStall, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  marketStall!: MarketStall | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
