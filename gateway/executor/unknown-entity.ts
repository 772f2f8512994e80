import { quote } from "../../shared/base/errors/quote";
import type { JsonObject } from "../values/json";
import type { FetchFailure } from "./execution";
import type { EntityKey } from "./selections/entity-keys";

/** What a client reads of an entity that a subgraph does not know, where nothing may not be the answer. */
export function unknownEntity(
  subgraph: string,
  { __typename, ...rest }: JsonObject,
  keys: readonly EntityKey[],
): NonNullable<FetchFailure["error"]> {
  const names = keys[0]?.flatMap((node) => (node.kind === "Field" ? [node.name] : [])) ?? Object.keys(rest);
  const values = names.map((name) =>
    typeof rest[name] === "string" ? rest[name] : JSON.stringify(rest[name]),
  );
  return {
    message: `The subgraph ${subgraph} knows no ${String(__typename)} ${quote(values.join(" "))}.`,
    extensions: { code: "NOT_FOUND" },
  };
}
