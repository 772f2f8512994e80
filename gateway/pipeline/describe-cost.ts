import type { Estimate } from "../cost/estimate";
import type { Answer } from "../request/answer";
import type { JsonObject } from "../values/json";
import type { ReadyOperation } from "./ready-operation";

interface RunCost {
  operation: ReadyOperation;
  estimate: Estimate;
  /** What was fetched. */
  data: JsonObject;
  variables: JsonObject;
}

/** `extensions.cost`: what it was expected to cost, what it did cost by what came, and what it may; null: anything. */
export function describeCost(
  answer: Answer,
  { operation, estimate, data, variables }: RunCost,
  budget: number | null = null,
): Answer {
  const text = Buffer.isBuffer(answer) ? answer.toString("utf8").trimEnd() : "";
  const answered = Buffer.isBuffer(answer) ? JSON.parse(text) : answer;
  const actual = operation.cost.actual(data, answered.data, variables);
  const cost = { estimated: rounded(estimate.cost), actual: rounded(actual), budget };
  if (!Buffer.isBuffer(answer)) return { ...answer, extensions: { ...answer.extensions, cost } };
  return Buffer.from(`${text.slice(0, -1)},"extensions":${JSON.stringify({ cost })}}\n`);
}

function rounded(cost: number): number {
  return Math.round(cost * 100) / 100;
}
