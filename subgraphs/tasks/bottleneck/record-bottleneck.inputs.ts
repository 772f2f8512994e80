import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Bottleneck, BottleneckKind } from "./bottleneck";

@InputType({ description: "A new bottleneck." })
export class RecordBottleneckInput {
  @IsOptional()
  @Field({ description: "Human reference, unique, e.g. BN-2025-01." })
  code!: string;

  @Field(() => BottleneckKind, {
    defaultValue: BottleneckKind.BOTTLENECK,
    description: "As what the city counts it.",
  })
  kind!: BottleneckKind;

  @Field({ description: "What is stuck, in one line, in Vietnamese." })
  titleVi!: string;

  @Field({ description: "The same in English." })
  titleEn!: string;

  @Field(() => String, { nullable: true, description: "What is stuck, and why." })
  description?: string | null;

  @Field(() => [ID], { description: "Codes of the organizations that have to act, one at least." })
  organizations!: string[];

  @Field(() => dateScalar, { description: "Day it was recorded, today or before." })
  openedOn!: CalendarDay;

  @Field(() => ID, {
    nullable: true,
    description: "Code of the document that names it: the row is then PUBLISHED, and REPORTED otherwise.",
  })
  source?: string | null;

  @Field(() => dateScalar, { nullable: true, description: "Day on which the source says it." })
  saidOn?: CalendarDay | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "That a bottleneck is resolved." })
export class ResolveBottleneckInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the bottleneck." })
  bottleneck!: string;

  @Field(() => dateScalar, { description: "Day it was resolved, today or before." })
  resolvedOn!: CalendarDay;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording or resolving a bottleneck gives." })
export class BottleneckPayload {
  @Field(() => Bottleneck, { nullable: true, description: "The bottleneck; null when nothing was recorded." })
  bottleneck!: Bottleneck | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
