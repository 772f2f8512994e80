import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { CompositeIndex } from "../composite-index";
import { IndexComponent } from "../index-component";
import { IndexEdition } from "../index-edition";
import { IndexPillar } from "../index-pillar";

@InputType({ description: "A composite index as it stands now; one that is there is changed to this." })
export class RecordCompositeIndexInput {
  @IsOptional()
  @Field(() => ID, { description: "e.g. PII." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field({ description: "What it is called in English." })
  nameEn!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Code of the indicator under which Hanoi's rank is published.",
  })
  rankIndicator?: string | null;

  @Field(() => Int, { nullable: true, description: "Groups of components; only with structureSource." })
  groupCount?: number | null;

  @Field(() => Int, { nullable: true, description: "Components in all; given exactly with structureSource." })
  componentCount?: number | null;

  @Field(() => ID, { nullable: true, description: "Code of the document that says what it is made up of." })
  structureSource?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({
  description: "A pillar of a composite index as it stands now; one that is there is changed to this.",
})
export class RecordIndexPillarInput {
  @IsOptional()
  @Field(() => ID, { description: "e.g. PII-1." })
  code!: string;

  @Field(() => ID, { description: "Code of the composite index; a pillar stays with its index." })
  index!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field({ description: "What it is called in English." })
  nameEn!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: what is put in; false: what comes out of it; null: its index makes no difference.",
  })
  input?: boolean | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({
  description: "A component of a composite index as it stands now; one that is there is changed to this.",
})
export class RecordIndexComponentInput {
  @IsOptional()
  @Field(() => ID, { description: "e.g. PII-C01." })
  code!: string;

  @Field(() => ID, {
    description: "Code of the pillar that it is part of, of the index that its results are of.",
  })
  pillar!: string;

  @Field(() => String, {
    nullable: true,
    description: "The group within its pillar; null where that is not public.",
  })
  group?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What it is called, in Vietnamese; null where that is not public.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "What it is called in English." })
  nameEn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({
  description:
    "An edition of a composite index as it stands now; one that is there is changed to this. Its rank is recorded as an " +
    "observation of the index's rank indicator, and what its components reached is imported.",
})
export class RecordIndexEditionInput {
  @IsOptional()
  @Field(() => ID, { description: "Code of the composite index." })
  index!: string;

  @Field(() => Int, { description: "The year that the index names it after, 2000 to the present one." })
  year!: number;

  @Field(() => Int, {
    description: "How many provinces were ranked: no fewer than the ranks that are known of it.",
  })
  fieldSize!: number;

  @Field(() => Float, { nullable: true, description: "Score of Hanoi; given exactly with scoreSource." })
  score?: number | null;

  @Field(() => ID, { nullable: true, description: "Code of the document that the score was published in." })
  scoreSource?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class IndexEditionPayload {
  @Field(() => IndexEdition, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  indexEdition!: IndexEdition | null;

  @UserErrorsField()
  userErrors!: UserError[];
}

@ObjectType({ description: "What recording it gives." })
export class CompositeIndexPayload {
  @Field(() => CompositeIndex, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  compositeIndex!: CompositeIndex | null;

  @UserErrorsField()
  userErrors!: UserError[];
}

@ObjectType({ description: "What recording it gives." })
export class IndexPillarPayload {
  @Field(() => IndexPillar, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  indexPillar!: IndexPillar | null;

  @UserErrorsField()
  userErrors!: UserError[];
}

@ObjectType({ description: "What recording it gives." })
export class IndexComponentPayload {
  @Field(() => IndexComponent, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  indexComponent!: IndexComponent | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
