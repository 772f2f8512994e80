import { Field, Int, ObjectType } from "type-graphql";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import type { Procedure } from "./procedure";

@ObjectType({
  description: "The green lane (luồng xanh): a decision of the city allows less time than the law does.",
})
export class GreenLane {
  @Field({ description: "Number of the decision. SYNTHETIC- marks one that was never issued." })
  decisionNumber!: string;

  @Field(() => Int, { description: "Working days allowed on the green lane, in place of statutoryDays." })
  reducedDays!: number;

  @Field(() => Rate, { description: "(statutoryDays - reducedDays) / statutoryDays." })
  timeReduction!: Rate;
}

/** The green lane of a procedure; null unless it is on it. */
export function greenLaneOf(
  procedure: Pick<Procedure, "statutoryDays" | "greenLaneDecision" | "greenLaneReducedDays">,
): GreenLane | null {
  const { statutoryDays, greenLaneDecision: decisionNumber, greenLaneReducedDays: reducedDays } = procedure;
  if (decisionNumber === null || reducedDays === null) return null;
  return { decisionNumber, reducedDays, timeReduction: rate(statutoryDays - reducedDays, statutoryDays) };
}
