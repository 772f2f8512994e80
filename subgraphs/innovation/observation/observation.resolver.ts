import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Indicator } from "../indicator/indicator";
import { indicatorByCode } from "../indicator/indicator.loaders";
import { Organization } from "../organization/organization";
import { SourceDocument } from "../source-document/source-document";
import { sourceById } from "../source-document/source-document.loaders";
import { Observation } from "./observation";

@Resolver(() => Observation)
export class ObservationResolver {
  @FieldResolver(() => Indicator, { description: "What was measured." })
  indicator(@Root() { indicatorCode }: Observation, @Ctx() context: SubgraphContext): Promise<Indicator> {
    return context.loadKnown(indicatorByCode, indicatorCode);
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "Where: a ward or commune, or the whole city (01); null when it is national.",
  })
  area(@Root() { areaCode: code }: Observation): AdministrativeUnit | null {
    return code === null ? null : { code };
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "Whose figure it is; null when it is of the area as a whole.",
  })
  organization(@Root() { organizationCode: code }: Observation): Organization | null {
    return code === null ? null : { code };
  }

  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that it was published in; null only when it was not taken from one.",
  })
  async source(
    @Root() { sourceId }: Observation,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return sourceId === null ? null : context.loadKnown(sourceById, sourceId);
  }
}
