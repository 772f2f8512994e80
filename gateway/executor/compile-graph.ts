import type { Conditions } from "../normalise/conditions";
import type { FetchCondition, FetchGraph, PlanFetch } from "../planner/fetch-graph";
import type { FoundRepresentations, PlanRun, Step } from "./execution";

/** Makes the step of one fetch, by its number in the graph. */
export type CompileFetch<Run extends PlanRun, Fetch = PlanFetch> = (
  fetch: Fetch,
  number: number,
) => Step<Run>;

/** Turns the fetches of a plan into a function: each begins as soon as all that it waits for are done. */
export function compileGraph<Run extends PlanRun>(
  graph: FetchGraph,
  compileFetch: CompileFetch<Run>,
): Step<Run> {
  const nodes: Node<Run>[] = graph.map(({ fetch, after, conditions }, number) => ({
    ...{ step: compileFetch(fetch, number), conditions, waits: after.length, next: [] },
  }));
  for (const [number, { after }] of graph.entries()) {
    for (const before of after) nodes[before]?.next.push(number);
  }
  const first = nodes.flatMap(({ waits }, number) => (waits === 0 ? [number] : []));
  return (run) => (nodes.length === 0 ? Promise.resolve() : runAll(nodes, first, run));
}

interface Node<Run extends PlanRun> {
  step: Step<Run>;
  conditions: readonly FetchCondition[];
  /** How many fetches it waits for. */
  waits: number;
  /** Numbers of those that wait for it. */
  next: number[];
}

function runAll<Run extends PlanRun>(
  nodes: readonly Node<Run>[],
  first: readonly number[],
  run: Run,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waits = nodes.map((node) => node.waits);
    let open = nodes.length;
    /** Of a fetch that is done: those that are due now, through fetches that are not made as well. */
    const end = ({ next }: Node<Run>, due: Node<Run>[]): void => {
      open--;
      for (const number of next) {
        const left = (waits[number] ?? 0) - 1;
        waits[number] = left;
        const node = nodes[number];
        if (left === 0 && node) add(node, due);
      }
    };
    const add = (node: Node<Run>, due: Node<Run>[]): void => {
      if (isMet(node.conditions, run.conditions)) due.push(node);
      else end(node, due);
    };
    const begin = (due: readonly Node<Run>[]): void => {
      // No answer changes the data between those that begin here.
      run.beginning = due.length > 1 ? new Map<string, FoundRepresentations>() : undefined;
      const begun = due.map((node) => ({ node, done: node.step(run) }));
      run.beginning = undefined;
      for (const { node, done } of begun) {
        done.then(() => {
          const following: Node<Run>[] = [];
          end(node, following);
          begin(following);
        }, reject);
      }
      if (open === 0) resolve();
    };
    const due: Node<Run>[] = [];
    for (const number of first) {
      const node = nodes[number];
      if (node) add(node, due);
    }
    begin(due);
  });
}

function isMet(conditions: readonly FetchCondition[], values: Conditions): boolean {
  return conditions.every(({ variable, value }) => (values.get(variable) ?? false) === value);
}
