import { GraphError } from "../../shared/base/errors/graph-error";
import type { Role } from "../../shared/http/identity/viewer";
import type { Estimate } from "./estimate";

/** What one operation of a role may cost. */
export type Budgets = Readonly<Record<Role, number>>;

/**
 * Enough for the board of all 126 units and for every query of the documents, and for an analyst a hundred times as
 * much; measured in objects, of which a process answers some hundred thousand in a second.
 */
export const defaultBudgets: Budgets = { public: 10_000, analyst: 200_000, editor: 50_000, admin: 200_000 };

/** What a trusted document may cost at least: its owners have seen what it selects. */
export const defaultTrustedBudget = 50_000;

/** A role's budget where it may ask for a trusted document. */
export function trustedBudgets(budgets: Budgets, least = defaultTrustedBudget): Budgets {
  return {
    public: Math.max(least, budgets.public),
    analyst: Math.max(least, budgets.analyst),
    editor: Math.max(least, budgets.editor),
    admin: Math.max(least, budgets.admin),
  };
}

/** Throws QUERY_TOO_COMPLEX for an operation, or several at once, that may cost more than the role allows. */
export function checkBudget(estimate: Estimate, budgets: Budgets, role: Role, what = "query"): void {
  const problem = budgetProblem(estimate, budgets, role, what);
  if (problem) throw problem;
}

/** QUERY_TOO_COMPLEX for such an operation; undefined for one that the role may ask for. */
export function budgetProblem(
  { cost, most }: Estimate,
  budgets: Budgets,
  role: Role,
  what = "query",
): GraphError | undefined {
  const budget = budgets[role];
  if (cost <= budget) return undefined;
  const [shown, allowed] = [Math.ceil(cost).toLocaleString("en"), budget.toLocaleString("en")];
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    `The ${what} may cost ${shown}; the role ${role} may ask for ${allowed} at once. Most of it is ${most}. Ask for fewer rows or fields.`,
  );
}
