import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { computeMonths } from "../../../shared/kit/computed/compute-months";
import type { Figure } from "../../../shared/kit/computed/figure";
import { figureValueSelection } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { computeByInnovation } from "../computed/computed-by-innovation";
import { ComputedValue } from "../computed/computed-value";
import {
  answeredBy,
  FigureField,
  figureOf,
  InfrastructureFigure,
  ProceduresFigure,
  sectorOf,
  selectFigures,
  TasksFigure,
} from "../computed/sector-figures";
import { Sector } from "../indicator/indicator";
import { aimOf, aimSelection, KeyResult, type MeasuredKeyResult } from "./key-result";

@Resolver(() => KeyResult)
export class ComputedKeyResultResolver {
  @FigureField(() => TasksFigure, aimSelection)
  tasksFigure(@Root() keyResult: KeyResult, @Ctx() context: SubgraphContext): Promise<Figure | null> {
    return figureOf(Sector.TASKS, aimOf(keyResult), context);
  }

  @FigureField(() => ProceduresFigure, aimSelection)
  proceduresFigure(@Root() keyResult: KeyResult, @Ctx() context: SubgraphContext): Promise<Figure | null> {
    return figureOf(Sector.PROCEDURES, aimOf(keyResult), context);
  }

  @FigureField(() => InfrastructureFigure, aimSelection)
  infrastructureFigure(
    @Root() keyResult: KeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<Figure | null> {
    return figureOf(Sector.INFRASTRUCTURE, aimOf(keyResult), context);
  }

  @Directive(`@requires(fields: "${aimSelection} ${selectFigures(`series { ${figureValueSelection} }`)}")`)
  @FieldResolver(() => [ComputedValue], {
    nullable: true,
    description:
      "What the sector that owns its indicator computes for it, oldest first: at the end of each month of its period and " +
      "of the year before, and on the last day that has come. `difference` is computed minus target. null for an " +
      "indicator that no sector computes.",
  })
  async computed(
    @Root() keyResult: MeasuredKeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue[] | null> {
    const aim = aimOf(keyResult);
    const sector = await sectorOf(aim, context);
    if (aim === null || sector === null) return null;
    const isOwn = sector === Sector.INNOVATION;
    const values = isOwn
      ? await computeMonths(computeByInnovation, context, aim)
      : answeredBy(keyResult, "series");
    return values?.map((value) => ({ ...value, sector })) ?? null;
  }
}
