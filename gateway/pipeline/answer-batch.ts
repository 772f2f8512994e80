import { type GraphQLError, OperationTypeNode } from "graphql";
import type { Role } from "../../shared/http/identity/viewer";
import { checkBudget } from "../cost/budgets";
import type { Estimate } from "../cost/estimate";
import type { Limits } from "../cost/limits";
import type { Answer } from "../request/answer";
import type { PricedOperation } from "./run-operation";

/** One operation of several that came together, or what is wrong with it. */
export type BatchedOperation = PricedOperation | { errors: readonly GraphQLError[] };

/**
 * Runs operations that came together, in their order as far as it matters: a mutation when all before it is done, and
 * before what comes after it; queries that nothing stands between side by side.
 */
export async function answerBatch(
  operations: readonly BatchedOperation[],
  run: (operation: PricedOperation) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: (Answer | Promise<Answer>)[] = [];
  for (const operation of operations) {
    if ("errors" in operation) {
      answers.push(operation);
      continue;
    }
    const isMutation = operation.type === OperationTypeNode.MUTATION;
    if (isMutation) await Promise.all(answers);
    const answer = run(operation);
    answers.push(answer);
    if (isMutation) await answer;
  }
  return Promise.all(answers);
}

/** What they may cost together. */
export function sumOf(operations: readonly PricedOperation[]): Estimate {
  let [cost, dearest]: [number, Estimate | undefined] = [0, undefined];
  for (const { estimate } of operations) {
    cost += estimate.cost;
    if (!dearest || estimate.cost > dearest.cost) dearest = estimate;
  }
  return { cost, most: dearest?.most ?? "" };
}

/** Those of open texts together within what one may cost, and all together within what a trusted document may. */
export function checkBatch(operations: readonly PricedOperation[], limits: Limits, role: Role): void {
  const what = `${operations.length} operations of the batch`;
  const open = operations.filter(({ isTrusted }) => !isTrusted);
  checkBudget(sumOf(open), limits.budgets, role, what);
  checkBudget(sumOf(operations), limits.trustedBudgets, role, what);
}
