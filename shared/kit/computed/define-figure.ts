import {
  type ClassType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../base/graphql/scalars";
import type { SubgraphContext } from "../context/context";
import { ExternalField } from "../graphql/external-field";
import { computeMonths } from "./compute-months";
import type { Compute, Figure } from "./figure";
import { FigureValue } from "./figure-value";

/** The selection of a figure's key. */
const key = "indicator value periodStart periodEnd";

const described = {
  computed: "What the sector computes for the figure; null for an indicator that it does not compute.",
  series:
    "The same at the end of each month of the period and of the year before, and on the last day that has come, oldest " +
    "first; null for an indicator that it does not compute.",
};

/** The figure of a sector by its name, as its own subgraph has it. */
export function defineFigure(sector: string, compute: Compute) {
  const type = figureType(sector);

  @Resolver(() => type)
  class FigureResolver {
    @FieldResolver(() => FigureValue, { nullable: true, description: described.computed })
    computed(@Root() figure: Figure, @Ctx() context: SubgraphContext): Promise<FigureValue | null> {
      return compute(context, figure);
    }

    @FieldResolver(() => [FigureValue], { nullable: true, description: described.series })
    series(@Root() figure: Figure, @Ctx() context: SubgraphContext): Promise<FigureValue[] | null> {
      return computeMonths(compute, context, figure);
    }
  }
  return { type, resolver: FigureResolver };
}

/** The figure of another sector, for the subgraph that leads to it. */
export function figureReference(sector: string): ClassType<Figure> {
  const type = figureType(sector);
  const external = { nullable: true };
  ExternalField(() => FigureValue, { ...external, description: described.computed })(
    type.prototype,
    "computed",
  );
  ExternalField(() => [FigureValue], { ...external, description: described.series })(
    type.prototype,
    "series",
  );
  return type;
}

function figureType(sector: string): ClassType<Figure> {
  @Directive(`@key(fields: "${key}")`)
  @Directive("@inaccessible")
  @ObjectType(`${sector}Figure`, { description: `A published figure, as the sector ${sector} computes it.` })
  class SectorFigure implements Figure {
    @Field(() => ID, { description: "Code of its indicator." })
    indicator!: string;

    @Field(() => decimalScalar, { description: "What was published, to its last digit." })
    value!: string;

    @Field(() => dateScalar, {
      nullable: true,
      description: "First day of its period; null where there is none.",
    })
    periodStart!: CalendarDay | null;

    @Field(() => dateScalar, { description: "Last day of its period." })
    periodEnd!: CalendarDay;
  }
  return SectorFigure;
}
