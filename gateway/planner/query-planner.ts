import type { QueryPlan } from "./query-plan";

/** Plans operations on one supergraph. */
export interface QueryPlanner {
  /**
   * The plan of a valid, normalised operation, as text. Throws PlanRefused when the operation has more ways through the
   * subgraphs than can be planned, and GraphQLError when there is none. Clients take turns where it takes long.
   */
  plan(operation: string, client?: string): QueryPlan | Promise<QueryPlan>;
}

/** The planner gave up within its bounds. */
export class PlanRefused extends Error {
  override name = "PlanRefused";
}
