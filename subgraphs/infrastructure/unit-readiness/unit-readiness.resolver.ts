import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { assessUnitReadiness } from "./assess-unit-readiness";
import { ReadinessAssessment } from "./readiness-assessment";
import { recordServiceConnections } from "./record-service-connections";
import {
  RecordServiceConnectionsInput,
  ServiceConnectionsPayload,
} from "./record-service-connections.inputs";
import { UnitReadiness } from "./unit-readiness";
import { AdministrativeUnitPayload, AssessUnitReadinessInput } from "./unit-readiness.inputs";
import { assessmentsByUnit, readinessByUnit } from "./unit-readiness.loaders";

@Resolver(() => AdministrativeUnit)
export class UnitReadinessResolver {
  @FieldResolver(() => UnitReadiness, {
    nullable: true,
    description:
      "Whether its IT infrastructure meets what the two-tier model asks of it, as last assessed by then.",
  })
  readiness(
    @Root() { code }: AdministrativeUnit,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<UnitReadiness> {
    return context.loadKnown(readinessByUnit, code, { asOf: readAsOf(asOf, context.clock) });
  }

  @FieldResolver(() => [ReadinessAssessment], {
    description: "Every assessment of the unit, the latest first; none for the city, which is not assessed.",
  })
  readinessHistory(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<ReadinessAssessment[]> {
    return context.loadKnown(assessmentsByUnit, code);
  }

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
