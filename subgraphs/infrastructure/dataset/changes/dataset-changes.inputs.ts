import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { decimalScalar } from "../../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { Dataset } from "../dataset";
import { AccessLevel, QualityCriterion, UpdateFrequency } from "../dataset-enums";

@InputType({ description: "One form in which a dataset can be fetched." })
export class DistributionInput {
  @IsOptional()
  @Field({ description: "Its form, e.g. CSV, JSON, XLSX, API." })
  format!: string;

  @Field({ description: "Where it is: an http or https URL." })
  accessUrl!: string;

  @Field(() => decimalScalar, { nullable: true, description: "Size in bytes, a whole number." })
  byteSize?: string | null;
}

@InputType({ description: "A new entry of the catalogue." })
export class PublishDatasetInput {
  @IsOptional()
  @Field({ description: "Name, in Vietnamese; another one than that of the publisher's other datasets." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is in it." })
  description?: string | null;

  @Field(() => ID, { description: "Code of the organization that publishes it." })
  publisher!: string;

  @Field({ description: "A theme code, e.g. EDUC; the codes stand at Dataset.theme." })
  theme!: string;

  @Field(() => [String], { defaultValue: [], description: "Words to find it by: at most 50, each once." })
  keywords!: string[];

  @Field(() => UpdateFrequency, { description: "How often it is to be updated." })
  frequency!: UpdateFrequency;

  @Field(() => String, { nullable: true, description: "SPDX identifier of its licence, e.g. CC-BY-4.0." })
  license?: string | null;

  @Field(() => AccessLevel, { description: "Who may use it." })
  accessLevel!: AccessLevel;

  @Field({
    defaultValue: false,
    description: "Whether the open data portal offers it; then it is OPEN and has a licence.",
  })
  onOpenDataPortal!: boolean;

  @Field(() => [DistributionInput], {
    defaultValue: [],
    description: "The forms in which it can be fetched: at most 50, each address once.",
  })
  distributions!: DistributionInput[];

  @Field(() => ID, {
    nullable: true,
    description: "The data of this graph that it describes, by subgraph and type, e.g. tasks.Task.",
  })
  graphSource?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "How a dataset stands on one criterion, as assessed today." })
export class AssessDatasetQualityInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the dataset." })
  dataset!: string;

  @Field(() => QualityCriterion, { description: "Which of the six; not LIVE, which is computed." })
  criterion!: QualityCriterion;

  @Field({ description: "Whether it holds." })
  holds!: boolean;

  @Field(() => String, { nullable: true, description: "What it was decided by." })
  evidence?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "Which data of this graph a dataset describes." })
export class SetDatasetSourceInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the dataset." })
  dataset!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Subgraph and type, e.g. tasks.Task, which no other dataset describes; null for none.",
  })
  graphSource?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What a change of a dataset gives." })
export class DatasetPayload {
  @Field(() => Dataset, {
    nullable: true,
    description: "The dataset right after the change; null when nothing was changed.",
  })
  dataset!: Dataset | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
