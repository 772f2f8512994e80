import { entitiesAlias, type MergedFetch } from "../planner/fetch-graph";
import { BadAnswer, type CheckedAnswer } from "../transport/check-answer";
import type { SubgraphRequest } from "../transport/subgraph-request";
import type { ResponsePath } from "../values/json";
import type { LoneFetch } from "./compile-lone-fetch";
import { compileMergedRequest } from "./compile-request";
import type { Execution, FoundRepresentations, Step } from "./execution";
import { fetchFailed } from "./fetch-failed";
import { noAnswer } from "./take-answer";

/**
 * Several fetches of a subgraph's entities by one request. Each part finds its entities and takes what came for them as if
 * it had been requested alone, so that answers and errors are the same either way. Where one answer cannot give that, the
 * parts are requested again, each alone: the subgraph has refused all of it, perhaps for what one part asks, or has an error
 * and does not say where. Asking for entities twice changes nothing.
 *
 * A part that has to be asked without some of its fields has requests of its own, and so has the only one with entities.
 */
export function compileMergedFetch(fetch: MergedFetch, number: number, parts: readonly LoneFetch[]): Step {
  const write = compileMergedRequest(fetch);
  return async (execution) => {
    const all = parts.map(({ part, ...lone }) => ({ ...lone, part, found: part.find(execution) }));
    const whole = all.map((each) => isWhole(each.found) && each);
    const together = whole.filter((each) => each !== false);
    const askAlone = (each: FoundPart) => each.ask(execution, each.found);
    if (together.length < 2) return void (await Promise.all(all.map(askAlone)));

    const askTogether = async () => {
      const texts = whole.map((each) => (each ? each.found.text : "[]"));
      const counts = whole.map((each) => (each ? each.found.targets.length : 0));
      const { answers, failure } = await askFor(execution, number, write(execution.variables, texts), counts);
      if (!answers && !failure) return void (await Promise.all(together.map(askAlone)));
      for (const [index, each] of whole.entries()) {
        if (each) each.take(execution, each.found, answers?.[index] ?? noAnswer, failure);
      }
    };
    const others = all.filter((each) => !together.includes(each));
    await Promise.all([askTogether(), ...others.map(askAlone)]);
  };
}

interface FoundPart extends LoneFetch {
  found: FoundRepresentations;
}

/** It has entities, and all of them have all that is needed to ask for them. */
function isWhole({ targets, incomplete }: FoundRepresentations): boolean {
  return targets.length > 0 && incomplete.length === 0;
}

/** Neither: the parts are to be asked alone. */
interface Asked {
  /** By part, each as it would be the part's own. */
  answers?: readonly CheckedAnswer[] | undefined;
  /** Why there is none, and would be none for any part. */
  failure?: ReturnType<typeof fetchFailed>;
}

async function askFor(
  execution: Execution,
  number: number,
  request: SubgraphRequest,
  counts: readonly number[],
): Promise<Asked> {
  try {
    const answer = await execution.ask(number, request);
    execution.received += answer.bytes.length;
    return { answers: splitAnswer(answer, counts) };
  } catch (error) {
    // Of too many entities at once, say, where it would have answered for each part.
    return error instanceof BadAnswer ? {} : { failure: fetchFailed(request.subgraph, error, false) };
  }
}

/** Undefined when there is not a list of so many entities for each part, or an error that is of none. */
function splitAnswer(
  { data, errors = [], bytes }: CheckedAnswer,
  counts: readonly number[],
): CheckedAnswer[] | undefined {
  // It has no room or no time for any part, and is not asked for more.
  if (!data && errors.some(({ extensions }) => overloaded.has(extensions?.code)))
    return counts.map(() => ({ errors, bytes }));
  const partOf = new Map<unknown, number>(counts.map((_, index) => [entitiesAlias(index), index]));
  if (errors.some(({ path = [] }) => !partOf.has(path[0]))) return undefined;
  const lists = counts.map((_, index) => data?.[entitiesAlias(index)]);
  if (!lists.every((list, index) => Array.isArray(list) && list.length === counts[index])) return undefined;
  return lists.map((list, index) => {
    const own = errors.filter(({ path = [] }) => partOf.get(path[0]) === index);
    const renamed = own.map(({ path = [], ...error }) => ({ ...error, path: pathAlone(path) }));
    return { data: { _entities: list }, ...(renamed.length > 0 && { errors: renamed }), bytes };
  });
}

const overloaded: ReadonlySet<unknown> = new Set(["SERVICE_UNAVAILABLE", "QUERY_TIMEOUT"]);

/** An error's path as it would be if the part had been requested alone. */
function pathAlone([, ...rest]: ResponsePath): ResponsePath {
  return ["_entities", ...rest];
}
