import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { In, IsNull, Not } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin, Language } from "../../../shared/kit/graphql/kit-enums";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { Task } from "../task/task";
import { taskById } from "../task/task.loaders";
import { Bottleneck, BottleneckKind } from "./bottleneck";
import { organizationsByBottleneck, taskIdsByBottleneck } from "./bottleneck.loaders";

@Resolver(() => Bottleneck)
export class BottleneckResolver {
  @Query(() => [Bottleneck], { nullable: true, description: "All bottlenecks, oldest first." })
  bottlenecks(
    @Arg("open", () => Boolean, { nullable: true, description: "true: not resolved yet; false: resolved." })
    open: boolean | null,
    @Arg("kind", () => [BottleneckKind], { nullable: true, description: "One of these kinds." })
    kind: BottleneckKind[] | null,
    @Arg("origin", () => [DataOrigin], { nullable: true, description: "From one of these." })
    origin: DataOrigin[] | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<Bottleneck[]> {
    const where = {
      ...(open != null && { resolvedOn: open ? IsNull() : Not(IsNull()) }),
      ...(kind != null && { kind: In(kind) }),
      ...(origin != null && { origin: In(origin) }),
    };
    return database.repository(Bottleneck).find({ where, order: { openedOn: "ASC", code: "ASC" } });
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

  @FieldResolver(() => [Task], { description: "The tasks that it holds up, in order of their codes." })
  async tasks(@Root() { code }: Bottleneck, @Ctx() context: SubgraphContext): Promise<Task[]> {
    const ids = await context.loadKnown(taskIdsByBottleneck, code);
    return Promise.all(ids.map((id) => context.loadKnown(taskById, id)));
  }
}
