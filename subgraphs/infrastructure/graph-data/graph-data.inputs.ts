import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { Dataset } from "../dataset/dataset";

@InputType({ description: "When data of this graph was last changed." })
export class GraphDataInput {
  @IsOptional()
  @Field(() => ID, { description: "Subgraph and type, e.g. tasks.Task: the `graphSource` of a dataset." })
  name!: string;

  @Field(() => dateTimeScalar, { description: "When one of its rows last changed; not in the future." })
  changedAt!: Date;
}

@InputType({ description: "What the subgraphs say about their data." })
export class RecordGraphDataInput {
  @IsOptional()
  @Field(() => [GraphDataInput], { description: "1 to 100, each once; the others stay as they are." })
  sources!: GraphDataInput[];

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording the graph's data gives." })
export class GraphDataPayload {
  @Field(() => [Dataset], { description: "The entries right after the change; empty when there was none." })
  datasets!: Dataset[];

  @UserErrorsField()
  userErrors!: UserError[];
}
