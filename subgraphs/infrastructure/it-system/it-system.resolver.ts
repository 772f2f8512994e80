import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { ITSystem } from "./it-system";
import { systemCodes } from "./it-system.codes";
import { ITSystemsArguments } from "./it-system.inputs";
import { systemByCode } from "./it-system.loaders";
import { ITSystemConnection, systemPages } from "./it-system.queries";

@Resolver(() => ITSystem)
export class ITSystemResolver {
  @Query(() => ITSystem, {
    nullable: true,
    description: "One information system. An unknown code is NOT_FOUND.",
  })
  async itSystem(
    @Arg("code", () => ID, { description: "e.g. SKHCN-HT01." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<ITSystem> {
    const system = await context.load(systemByCode, code);
    if (system === undefined) {
      throw notFound("IT system", code, await systemCodes.nearest(code, context));
    }
    return system;
  }

  @SemanticNonNull()
  @Query(() => ITSystemConnection, { nullable: true, description: "Information systems, in pages." })
  itSystems(
    @Args() args: ITSystemsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ITSystem>> {
    return systemPages.page(context, args);
  }
}
