import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Indicator } from "../indicator/indicator";
import { indicatorByCode } from "../indicator/indicator.loaders";
import { Organization } from "../organization/organization";
import { SourceDocument } from "../source-document/source-document";
import { sourceByCode } from "../source-document/source-document.loaders";
import { Observation } from "./observation";
import { ObservationChangesArguments } from "./observation.inputs";
import { ObservationConnection, observationChanges } from "./observation.queries";

@Resolver(() => Observation)
export class ObservationResolver {
  @SemanticNonNull()
  @Query(() => ObservationConnection, {
    nullable: true,
    description:
      "Every observation, superseded ones included, and then every change of one in the order in which they came, with " +
      "the observation as it is now. For those who keep a copy: keep the last endCursor, and ask again with it for what " +
      "changed since. A change appears once, and never behind a cursor that was given before it; it is held back while " +
      "an older transaction still runs. Changes are known one by one for 30 days. A cursor from before those that are " +
      "not known any more, or from before the database was restored or came to another server, is INVALID_CURSOR: begin " +
      "anew then, without `after`.",
  })
  observationChanges(
    @Args() args: ObservationChangesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Observation>> {
    return observationChanges(context, args);
  }

  @FieldResolver(() => Indicator, { description: "What was measured." })
  indicator(@Root() { indicatorCode }: Observation, @Ctx() context: SubgraphContext): Promise<Indicator> {
    return context.loadKnown(indicatorByCode, indicatorCode);
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "Where: a ward or commune, or the whole city (01); null when it is national.",
  })
  unit(@Root() { areaCode: code }: Observation): AdministrativeUnit | null {
    return code === null ? null : { code };
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: "Whose figure it is; null when it is of the unit as a whole.",
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
    return sourceId === null ? null : context.loadKnown(sourceByCode, sourceId);
  }

  @FieldResolver(() => dateTimeScalar, {
    description: "When the row last changed: recordedAt, or supersededAt once a correction took its place.",
  })
  updatedAt(@Root() { recordedAt, supersededAt }: Observation): Date {
    return supersededAt ?? recordedAt;
  }
}
