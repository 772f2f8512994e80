import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import type { Task } from "../task/task";
import { TasksArguments } from "../task/task.inputs";
import { findTaskPageOfBottleneck, TaskConnection } from "../task/task.queries";
import { Bottleneck } from "./bottleneck";
import { BottlenecksArguments } from "./bottleneck.inputs";
import { organizationsByBottleneck } from "./bottleneck.loaders";
import { BottleneckConnection, bottleneckPages } from "./bottleneck.queries";

@Resolver(() => Bottleneck)
export class BottleneckResolver {
  @Query(() => BottleneckConnection, { nullable: true, description: "Bottlenecks in pages." })
  @SemanticNonNull()
  bottlenecks(
    @Args() args: BottlenecksArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Bottleneck>> {
    return bottleneckPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "What is stuck, in one line." })
  title(
    @Root() { titleVi, titleEn }: Bottleneck,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? titleVi : titleEn;
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() bottleneck: Bottleneck): SourceDocument | null {
    return sourceOf(bottleneck);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: Bottleneck, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Bottleneck", code);
  }

  @FieldResolver(() => [Organization], { description: "Who has to act, in order of their codes." })
  async organizations(
    @Root() { code }: Bottleneck,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    const codes = await context.loadKnown(organizationsByBottleneck, code);
    return Promise.all(codes.map((organization) => context.loadKnown(organizationByCode, organization)));
  }

  @FieldResolver(() => TaskConnection, {
    nullable: true,
    description: "The tasks that it holds up, in pages, as they were known at the end of a day.",
  })
  @SemanticNonNull()
  tasks(
    @Root() { code }: Bottleneck,
    @Args() args: TasksArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Task>> {
    return findTaskPageOfBottleneck(context, code, args);
  }
}
