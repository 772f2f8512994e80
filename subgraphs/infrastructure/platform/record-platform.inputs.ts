import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Platform } from "./platform";

@InputType({ description: "A platform as it stands now; one that is there is changed to this." })
export class RecordPlatformInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the platform, e.g. ihanoi." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What it is called in English." })
  nameEn?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in Vietnamese." })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in English." })
  descriptionEn?: string | null;

  @Field(() => ID, { description: "Code of the organization that operates it." })
  owner!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day on which it was put into operation; not in the future.",
  })
  launchedOn?: CalendarDay | null;

  @Field(() => Int, { nullable: true, description: "Registered users." })
  registeredUsers?: number | null;

  @Field(() => Int, { nullable: true, description: "Services that it offers." })
  services?: number | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class PlatformPayload {
  @Field(() => Platform, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  platform!: Platform | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
