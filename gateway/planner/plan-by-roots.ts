import { type FieldNode, Kind, parse } from "graphql";
import { joinRootPlans } from "./join-root-plans";
import type { QueryPlan } from "./query-plan";
import type { QueryPlanner } from "./query-planner";

/**
 * Plans each field of a query's root by itself, and joins the plans: what one field leads to depends on no other field, so
 * that operations which put known fields together anew, as dashboards do, need no planner.
 *
 * Only where each of the fields is of one subgraph alone, as `subgraphsOf` says by a field's name. Where the planner has a
 * choice it may choose by what else is fetched, and where conditions stand at the root it makes plans of another form: these
 * operations are planned as a whole.
 */
export function planByRoots(
  planner: QueryPlanner,
  subgraphsOf: (field: string) => readonly string[],
): QueryPlanner {
  const known = new Map<string, boolean>();
  const isOfOne = (field: string): boolean => {
    const isKnown = known.get(field) ?? subgraphsOf(field).length === 1;
    known.set(field, isKnown);
    return isKnown;
  };
  return {
    plan(operation, client) {
      const roots = splitByRoots(operation, isOfOne);
      return roots ? planApart(planner, operation, roots, client) : planner.plan(operation, client);
    },
  };
}

function planApart(
  planner: QueryPlanner,
  operation: string,
  roots: readonly string[],
  client: string | undefined,
): QueryPlan | Promise<QueryPlan> {
  const whole = () => planner.plan(operation, client);
  const plans: QueryPlan[] = [];
  for (const [index, root] of roots.entries()) {
    const plan = planner.plan(root, client);
    if (plan instanceof Promise)
      return planOthers(planner, plans, [plan, ...roots.slice(index + 1)], client, whole);
    plans.push(plan);
  }
  return joinRootPlans(plans) ?? whole();
}

/** One after the other: an operation has one turn at a time among those that are planned. */
async function planOthers(
  planner: QueryPlanner,
  known: readonly QueryPlan[],
  others: readonly (string | Promise<QueryPlan>)[],
  client: string | undefined,
  whole: () => QueryPlan | Promise<QueryPlan>,
): Promise<QueryPlan> {
  const plans = [...known];
  for (const other of others)
    plans.push(await (typeof other === "string" ? planner.plan(other, client) : other));
  return joinRootPlans(plans) ?? whole();
}

/**
 * An operation for each field of a normalised query's root, as the normal form of that field alone is. Undefined for what is
 * planned as a whole; `isOfOne` says whether a field of the root is of one subgraph alone.
 */
export function splitByRoots(operation: string, isOfOne: (field: string) => boolean): string[] | undefined {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || definition.operation !== "query") return undefined;
  const { selections } = definition.selectionSet;
  if (selections.length < 2) return undefined;
  const fields = selections.filter((node): node is FieldNode => node.kind === Kind.FIELD);
  const isPlain = ({ name, directives }: FieldNode) => !directives?.length && isOfOne(name.value);
  if (fields.length < selections.length || !fields.every(isPlain)) return undefined;
  const textOf = ({ loc }: { loc?: { start: number; end: number } | undefined }) =>
    operation.slice(loc?.start, loc?.end);
  const variables = (definition.variableDefinitions ?? []).map((node) => ({
    isIn: new RegExp(`\\$${node.variable.name.value}\\b`),
    text: textOf(node),
  }));
  return fields.map((field) => {
    const text = textOf(field);
    const own = variables.filter(({ isIn }) => isIn.test(text)).map((each) => each.text);
    return `query ${own.length === 0 ? "" : `(${own.join(", ")}) `}{${text}}`;
  });
}
