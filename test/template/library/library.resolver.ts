import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Library } from "./library";
import { libraryByCode } from "./library.loaders";

@Resolver(() => Library)
export class LibraryResolver {
  @Query(() => Library, { nullable: true, description: "One library. An unknown code is NOT_FOUND." })
  async library(
    @Arg("code", () => ID, { description: "e.g. TV-00004." }) code: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Library> {
    const library = await context.load(libraryByCode, code);
    if (library === undefined) throw notFound("library", code);
    return library;
  }

  @FieldResolver(() => AdministrativeUnit, { description: "Where it is." })
  unit(@Root() { unitCode }: Library): AdministrativeUnit {
    return { code: unitCode };
  }
}
