import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { ComponentResult } from "./component-result";
import { pillarByCode } from "./composite-index.loaders";
import { IndexComponent } from "./index-component";
import { type FieldedResult, resultsByComponent } from "./index-edition.loaders";
import { IndexPillar } from "./index-pillar";

@Resolver(() => IndexComponent)
export class IndexComponentResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: "What it is called; null when its name is not public.",
  })
  name(
    @Root() component: IndexComponent,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string | null {
    return lang === Language.VI ? component.nameVi : component.nameEn;
  }

  @FieldResolver(() => IndexPillar, { description: "The pillar that it is part of; see origin." })
  pillar(@Root() { pillarCode }: IndexComponent, @Ctx() context: SubgraphContext): Promise<IndexPillar> {
    return context.loadKnown(pillarByCode, pillarCode);
  }

  @FieldResolver(() => [ComponentResult], {
    description: "Its results, the latest year first. Ranks of different fieldSize are not comparable.",
  })
  results(@Root() { code }: IndexComponent, @Ctx() context: SubgraphContext): Promise<FieldedResult[]> {
    return context.loadKnown(resultsByComponent, code);
  }
}
