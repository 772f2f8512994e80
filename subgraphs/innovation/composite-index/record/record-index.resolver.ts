import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { recordCompositeIndex, recordIndexComponent, recordIndexPillar } from "./record-index";
import {
  CompositeIndexPayload,
  IndexComponentPayload,
  IndexEditionPayload,
  IndexPillarPayload,
  RecordCompositeIndexInput,
  RecordIndexComponentInput,
  RecordIndexEditionInput,
  RecordIndexPillarInput,
} from "./record-index.inputs";
import { recordIndexEdition } from "./record-index-edition";

@Resolver()
export class RecordIndexResolver {
  @SemanticNonNull()
  @Mutation(() => CompositeIndexPayload, {
    nullable: true,
    description: "Records a composite index. An editor of SKHCN, or an admin.",
  })
  recordCompositeIndex(
    @Arg("input", () => RecordCompositeIndexInput, { description: "How it stands now." })
    input: RecordCompositeIndexInput,
    @Ctx() context: SubgraphContext,
  ): Promise<CompositeIndexPayload> {
    return recordCompositeIndex(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => IndexPillarPayload, {
    nullable: true,
    description: "Records a pillar of a composite index. An editor of SKHCN, or an admin.",
  })
  recordIndexPillar(
    @Arg("input", () => RecordIndexPillarInput, { description: "How it stands now." })
    input: RecordIndexPillarInput,
    @Ctx() context: SubgraphContext,
  ): Promise<IndexPillarPayload> {
    return recordIndexPillar(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => IndexComponentPayload, {
    nullable: true,
    description: "Records a component of a composite index. An editor of SKHCN, or an admin.",
  })
  recordIndexComponent(
    @Arg("input", () => RecordIndexComponentInput, { description: "How it stands now." })
    input: RecordIndexComponentInput,
    @Ctx() context: SubgraphContext,
  ): Promise<IndexComponentPayload> {
    return recordIndexComponent(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => IndexEditionPayload, {
    nullable: true,
    description: "Records an edition of a composite index. An editor of SKHCN, or an admin.",
  })
  recordIndexEdition(
    @Arg("input", () => RecordIndexEditionInput, { description: "How it stands now." })
    input: RecordIndexEditionInput,
    @Ctx() context: SubgraphContext,
  ): Promise<IndexEditionPayload> {
    return recordIndexEdition(context, input);
  }
}
