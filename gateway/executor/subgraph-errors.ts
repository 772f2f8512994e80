import type { GraphQLFormattedError } from "graphql";
import type { Execution, Outage, Targets } from "./execution";
import type { ResponsePath } from "./json";
import { type PlanPath, placesAt } from "./places";

interface AnsweredFetch {
  execution: Execution;
  path: PlanPath;
  targets: Targets;
  isEntities: boolean;
  /** The client's name of a field that the plan renamed. */
  rename: (name: string) => string;
}

/**
 * Brings the errors of a subgraph's answer to the client's paths: `["_entities", 2, "overdue"]` becomes
 * `["units", 5, "overdue"]`, once for each place where that entity stands.
 *
 * Gives the first error that says nothing of where: all that the fetch was to bring and did not is put
 * down to it.
 */
export function addAnsweredErrors(
  errors: readonly GraphQLFormattedError[],
  fetch: AnsweredFetch,
): Outage["error"] | undefined {
  if (errors.length === 0) return undefined;
  const { execution, path, targets, isEntities, rename } = fetch;
  let pathless: Outage["error"] | undefined;
  let places: Map<object, ResponsePath[]> | undefined;
  for (const { message, extensions, path: answered = [] } of errors) {
    const [root, index] = answered;
    const group = isEntities ? (typeof index === "number" ? targets[index] : undefined) : targets[0];
    if (root === undefined || group === undefined) {
      pathless ??= { message, extensions };
      continue;
    }
    places ??= placesAt(execution.data, path);
    const rest = (isEntities ? answered.slice(2) : answered).map((step) =>
      typeof step === "string" ? rename(step) : step,
    );
    for (const object of new Set(group)) {
      for (const place of places.get(object) ?? []) {
        execution.errors.push({ message, extensions, path: [...place, ...rest] });
      }
    }
  }
  return pathless;
}
