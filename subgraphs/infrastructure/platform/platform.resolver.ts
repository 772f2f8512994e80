import { Ctx, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Platform } from "./platform";

@Resolver(() => Platform)
export class PlatformResolver {
  @Query(() => [Platform], { nullable: true, description: "All platforms, in order of their codes." })
  platforms(@Ctx() { database }: SubgraphContext): Promise<Platform[]> {
    return database.repository(Platform).find({ order: { code: "ASC" } });
  }
}
