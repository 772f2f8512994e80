import { AnswersTogether } from "../../base/graphql/answer-together";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import type { MeasuresArguments } from "./define-statistics";
import type { StatisticsMeasures } from "./statistics-types";

/** Says of a field that gives the measures of its object's code that a list of objects has them by one call of the loader. */
export function MeasuresTogether(
  measures: SubgraphLoader<StatisticsMeasures, MeasuresArguments>,
): MethodDecorator {
  return AnswersTogether(
    (objects: readonly { code: string }[], args: MeasuresArguments, context: SubgraphContext) =>
      context.loadEachKnown(
        measures,
        objects.map(({ code }) => code),
        args,
      ),
  );
}
