import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Sector } from "../sector/sector";
import { sectorByCode } from "../sector/sector.loaders";
import { ComputedValue } from "./computed-value";

@Resolver(() => ComputedValue)
export class ComputedValueResolver {
  @FieldResolver(() => Sector, {
    description: "The sector that computes it: the one that the indicator is about.",
  })
  sector(@Root() { sectorCode }: ComputedValue, @Ctx() context: SubgraphContext): Promise<Sector> {
    return context.loadKnown(sectorByCode, sectorCode);
  }
}
