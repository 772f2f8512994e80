import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { computeMonths } from "../../../shared/kit/computed/compute-months";
import { figureValueSelection } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { computeByInnovation } from "../computed/computed-by-innovation";
import { ComputedValue } from "../computed/computed-value";
import { answeredBy, figureFields, ownSector, sectorOf, selectFigures } from "../computed/sector-figures";
import { aimOf, aimSelection, KeyResult, type MeasuredKeyResult } from "./key-result";

/** The figures of the other sectors. */
export const KeyResultFiguresResolver = figureFields(() => KeyResult, aimOf, aimSelection);

@Resolver(() => KeyResult)
export class ComputedKeyResultResolver {
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
    const sectorCode = await sectorOf(aim, context);
    if (aim === null || sectorCode === null) return null;
    const isOwn = sectorCode === ownSector;
    const values = isOwn
      ? await computeMonths(computeByInnovation, context, aim)
      : answeredBy(keyResult, "series");
    return values?.map((value) => ({ ...value, sectorCode })) ?? null;
  }
}
