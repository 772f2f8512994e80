import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { decimalScalar } from "../../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { Observation, ObservationStatus } from "../observation";
import { ValueQualifier } from "../value-qualifier";

const asCorrected = "Left out of a correction, it is that of the corrected one";

@InputType({ description: "A figure, or the correction of one." })
export class RecordObservationInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the indicator." })
  indicator!: string;

  @Field({
    description:
      "e.g. 2025, 2025-Q3, 2025-11, 2025-11-14, 2025-07-01/2025-11-12; it must have begun. A range that has a " +
      "shorter name gets it.",
  })
  period!: string;

  @Field(() => decimalScalar, {
    description: "In the indicator's unit; a share is 0 to 1: 0.8589, not 85.89.",
  })
  value!: string;

  @Field(() => ValueQualifier, { defaultValue: ValueQualifier.EXACT, description: "How the value is meant." })
  qualifier!: ValueQualifier;

  @Field(() => ObservationStatus, {
    defaultValue: ObservationStatus.NORMAL,
    description: "How far it can be relied on.",
  })
  status!: ObservationStatus;

  @Field(() => ID, {
    nullable: true,
    description:
      `Code of the ward or commune, or 01 for the city; null for a national figure. ${asCorrected}, and else the ` +
      "city.",
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: `Code of the organization that it is a figure of; null for the unit as a whole. ${asCorrected}.`,
  })
  organization?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: `Code of the document that states it; null when none does. ${asCorrected}.`,
  })
  source?: string | null;

  @Field(() => String, { nullable: true, description: "What a reader should know beside the figure." })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What the value counts. Refused unless it is the indicator's measurementUnit; a guard, need not be given.",
  })
  measurementUnit?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the observation that this one corrects." })
  supersedes?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording an observation gives." })
export class ObservationPayload {
  @Field(() => Observation, {
    nullable: true,
    description: "The new observation; null when nothing was recorded.",
  })
  observation!: Observation | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
