import { Arg, Ctx, Directive, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SourceDocument } from "../source-document/source-document";
import { sourceByCode } from "../source-document/source-document.loaders";
import { KeyResult, type MeasuredKeyResult, measurementSelection } from "./key-result";
import { KeyResultMeasurement } from "./key-result-measurement";
import { measureKeyResult, measurementsOf } from "./measure-key-result";

const requiresAll = `@requires(fields: "${measurementSelection}")`;

@Resolver(() => KeyResult)
export class KeyResultResolver {
  @Directive(requiresAll)
  @FieldResolver(() => KeyResultMeasurement, {
    nullable: true,
    description:
      "How far it is: the preferred figure of its indicator that was published by then, or else what the owning " +
      "sector computes (of another sector by whole months, and today); null where neither says anything.",
  })
  measurement(
    @Root() keyResult: MeasuredKeyResult,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription }) asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<KeyResultMeasurement | null> {
    return measureKeyResult(context, keyResult, readAsOf(asOf, context.clock));
  }

  @Directive(requiresAll)
  @FieldResolver(() => [KeyResultMeasurement], {
    description: "What it was when, oldest first: one for each day on which it changed, up to today.",
  })
  measurements(
    @Root() keyResult: MeasuredKeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<KeyResultMeasurement[]> {
    return measurementsOf(context, keyResult, today(context.clock));
  }

  @Directive(requiresAll)
  @FieldResolver(() => decimalScalar, {
    nullable: true,
    description: "The value of measurement; null until there is one.",
  })
  async current(
    @Root() keyResult: MeasuredKeyResult,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription }) asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<string | null> {
    return (await this.measurement(keyResult, asOf, context))?.value ?? null;
  }

  @Directive(requiresAll)
  @FieldResolver(() => Float, {
    nullable: true,
    description: "(current - baseline) / (target - baseline), cut to 0..1; null until measured.",
  })
  async progress(
    @Root() keyResult: MeasuredKeyResult,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription }) asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<number | null> {
    return (await this.measurement(keyResult, asOf, context))?.progress ?? null;
  }
}

@Resolver(() => KeyResultMeasurement)
export class KeyResultMeasurementResolver {
  @FieldResolver(() => SourceDocument, {
    nullable: true,
    description: "The document that it was published in; null when there is none.",
  })
  async source(
    @Root() { sourceId }: KeyResultMeasurement,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocument | null> {
    return sourceId === null ? null : context.loadKnown(sourceByCode, sourceId);
  }
}
