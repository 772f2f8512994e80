import type { GraphQLFormattedError } from "graphql";
import type { Execution, FetchFailure, Targets } from "./execution";
import type { FetchPart } from "./fetch-part";

/**
 * Brings the errors of a subgraph's answer to where they belong in the data: `["_entities", 2, "overdue"]` becomes
 * `["units", 5, "overdue"]`, once for each place where that entity stands.
 *
 * Gives the first error that says nothing of where: all that the fetch was to bring and did not is put down to it.
 */
export function addAnsweredErrors(
  answered: readonly GraphQLFormattedError[],
  { data, errors }: Execution,
  asked: readonly { part: FetchPart; targets: Targets }[],
): FetchFailure["error"] {
  let pathless: FetchFailure["error"];
  for (const { message, extensions, path = [] } of answered) {
    let isPlaced = false;
    for (const { part, targets } of asked) {
      const located = part.locate(path);
      const group = located && targets[located.target];
      if (!located || !group) continue;
      isPlaced = true;
      const places = part.places(data);
      for (const object of new Set(group)) {
        for (const place of places.get(object) ?? []) {
          errors.push({ message, extensions, path: [...place, ...located.rest] });
        }
      }
    }
    if (!isPlaced) pathless ??= { message, extensions };
  }
  return pathless;
}
