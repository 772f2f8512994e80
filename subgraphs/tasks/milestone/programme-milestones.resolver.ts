import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Programme } from "../programme/programme";
import { Milestone } from "./milestone";
import { milestonesByProgramme } from "./milestone.loaders";

@Resolver(() => Programme)
export class ProgrammeMilestonesResolver {
  @FieldResolver(() => [Milestone], { description: "Its announced steps, in order of their codes." })
  milestones(@Root() { code }: Programme, @Ctx() context: SubgraphContext): Promise<Milestone[]> {
    return context.loadKnown(milestonesByProgramme, code);
  }
}
