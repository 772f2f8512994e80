import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Library } from "../library/library";
import { librariesByUnit } from "../library/library.loaders";
import { AdministrativeUnit } from "./administrative-unit";

@Resolver(() => AdministrativeUnit)
export class AdministrativeUnitResolver {
  @FieldResolver(() => [Library], { description: "Its public libraries, in order of their codes." })
  libraries(@Root() { code }: AdministrativeUnit, @Ctx() context: SubgraphContext): Promise<Library[]> {
    return context.loadKnown(librariesByUnit, code);
  }
}
