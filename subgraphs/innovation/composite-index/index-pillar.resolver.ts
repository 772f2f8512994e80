import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { componentsByPillar } from "./composite-index.loaders";
import { IndexComponent } from "./index-component";
import { IndexPillar } from "./index-pillar";

@Resolver(() => IndexPillar)
export class IndexPillarResolver {
  @FieldResolver(() => String, { description: "What it is called." })
  name(
    @Root() pillar: IndexPillar,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? pillar.nameVi : pillar.nameEn;
  }

  @FieldResolver(() => [Inference], { description: "What of it no source states, field by field." })
  inferences(@Root() { code }: IndexPillar, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "IndexPillar", code);
  }

  @FieldResolver(() => [IndexComponent], { description: "Its components, in order of their codes." })
  components(@Root() { code }: IndexPillar, @Ctx() context: SubgraphContext): Promise<IndexComponent[]> {
    return context.loadKnown(componentsByPillar, code);
  }
}
