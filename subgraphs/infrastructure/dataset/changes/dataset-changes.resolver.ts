import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { assessDatasetQuality } from "./assess-dataset-quality";
import {
  AssessDatasetQualityInput,
  DatasetPayload,
  PublishDatasetInput,
  SetDatasetSourceInput,
} from "./dataset-changes.inputs";
import { publishDataset } from "./publish-dataset";
import { setDatasetSource } from "./set-dataset-source";

@Resolver()
export class DatasetChangesResolver {
  @SemanticNonNull()
  @Mutation(() => DatasetPayload, {
    nullable: true,
    description: "Adds an entry to the catalogue, modified now. An editor of the publisher, or an admin.",
  })
  publishDataset(
    @Arg("input", () => PublishDatasetInput, { description: "The entry." }) input: PublishDatasetInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DatasetPayload> {
    return publishDataset(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => DatasetPayload, {
    nullable: true,
    description:
      "Records today's assessment of one criterion; the earlier one of that criterion is replaced. An editor of " +
      "the publisher, or an admin.",
  })
  assessDatasetQuality(
    @Arg("input", () => AssessDatasetQualityInput, { description: "The assessment." })
    input: AssessDatasetQualityInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DatasetPayload> {
    return assessDatasetQuality(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => DatasetPayload, {
    nullable: true,
    description:
      "Says which data of this graph an entry describes; its subgraph dates the entry from then on. An editor of the " +
      "publisher, or an admin.",
  })
  setDatasetSource(
    @Arg("input", () => SetDatasetSourceInput, { description: "The entry, and the data." })
    input: SetDatasetSourceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DatasetPayload> {
    return setDatasetSource(context, input);
  }
}
