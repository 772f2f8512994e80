import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Programme } from "../programme/programme";
import type { Milestone } from "./milestone";
import { MilestonesArguments } from "./milestone.inputs";
import { MilestoneConnection, milestonePageOfProgramme } from "./milestone.queries";

@Resolver(() => Programme)
export class ProgrammeMilestonesResolver {
  @FieldResolver(() => MilestoneConnection, { nullable: true, description: "Its announced steps, in pages." })
  @SemanticNonNull()
  milestones(
    @Root() { code }: Programme,
    @Args() args: MilestonesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Milestone>> {
    return milestonePageOfProgramme(context, code, args);
  }
}
