import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { IsNull, Not } from "typeorm";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { Task } from "../task/task";
import { taskById } from "../task/task.loaders";
import { Bottleneck } from "./bottleneck";
import { organizationsByBottleneck, taskIdsByBottleneck } from "./bottleneck.loaders";

@Resolver(() => Bottleneck)
export class BottleneckResolver {
  @Query(() => [Bottleneck], { nullable: true, description: "All bottlenecks, oldest first." })
  bottlenecks(
    @Arg("open", () => Boolean, { nullable: true, description: "true: not resolved yet; false: resolved." })
    open: boolean | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<Bottleneck[]> {
    const where = open == null ? {} : { resolvedOn: open ? IsNull() : Not(IsNull()) };
    return database.repository(Bottleneck).find({ where, order: { openedOn: "ASC", code: "ASC" } });
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
