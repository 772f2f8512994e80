import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { AnswersTogether } from "../../../shared/base/graphql/answer-together";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { assessUnitReadiness } from "./assess-unit-readiness";
import type { ReadinessAssessment } from "./readiness-assessment";
import { ReadinessHistoryArguments } from "./readiness-history.inputs";
import { ReadinessAssessmentConnection, readinessPageOfUnit } from "./readiness-history.queries";
import { recordServiceConnections } from "./record-service-connections";
import {
  RecordServiceConnectionsInput,
  ServiceConnectionsPayload,
} from "./record-service-connections.inputs";
import { UnitReadiness } from "./unit-readiness";
import { AdministrativeUnitPayload, AssessUnitReadinessInput } from "./unit-readiness.inputs";
import { readinessByUnit } from "./unit-readiness.loaders";

interface AsOfArguments {
  asOf?: CalendarDay | null;
}

@Resolver(() => AdministrativeUnit)
export class UnitReadinessResolver {
  @SemanticNonNull()
  @FieldResolver(() => UnitReadiness, {
    nullable: true,
    description:
      "Whether its IT infrastructure meets what the two-tier model asks of it, as last assessed by then.",
  })
  @AnswersTogether(
    (units: readonly AdministrativeUnit[], { asOf }: AsOfArguments, context: SubgraphContext) =>
      context.loadEachKnown(
        readinessByUnit,
        units.map(({ code }) => code),
        { asOf: readAsOf(asOf, context.clock) },
      ),
  )
  readiness(
    @Root() { code }: AdministrativeUnit,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<UnitReadiness> {
    return context.loadKnown(readinessByUnit, code, { asOf: readAsOf(asOf, context.clock) });
  }

  @SemanticNonNull()
  @FieldResolver(() => ReadinessAssessmentConnection, {
    nullable: true,
    description: "Assessments of the unit; none for the city, which is not assessed.",
  })
  readinessHistory(
    @Root() { code }: AdministrativeUnit,
    @Args() args: ReadinessHistoryArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ReadinessAssessment>> {
    return readinessPageOfUnit(context, code, args);
  }

  @SemanticNonNull()
  @Mutation(() => AdministrativeUnitPayload, {
    nullable: true,
    description:
      "Records how a unit stood on one criterion on a day. An editor of its authority or of SKHCN, or an admin. Not " +
      "of SERVICE_CENTRE_CONNECTION: procedures owns that fact (recordServicePoint).",
  })
  assessUnitReadiness(
    @Arg("input", () => AssessUnitReadinessInput, { description: "The assessment." })
    input: AssessUnitReadinessInput,
    @Ctx() context: SubgraphContext,
  ): Promise<AdministrativeUnitPayload> {
    return assessUnitReadiness(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => ServiceConnectionsPayload, {
    nullable: true,
    description:
      "Brings SERVICE_CENTRE_CONNECTION of the units in line with what the procedures sector says (serviceConnections). " +
      "An admin; the gateway does it by itself.",
  })
  recordServiceConnections(
    @Arg("input", () => RecordServiceConnectionsInput, { description: "What the procedures sector said." })
    input: RecordServiceConnectionsInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceConnectionsPayload> {
    return recordServiceConnections(context, input);
  }
}
