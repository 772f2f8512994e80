import { printDeclarations } from "../../base/project/gateway-declarations";
import type { Subgraph } from "./define-subgraph";

/** What a subgraph declares to the gateway, as the text of its `gateway.json`; empty where it declares nothing. */
export function declareToGateway({ name, references, routes = [], copiedFacts = [] }: Subgraph): string {
  const entities = Object.entries(references)
    .filter(([, { isHome }]) => isHome)
    .map(([type, { isShared = false }]) => ({ type, isShared }));
  if (routes.length + copiedFacts.length + entities.length === 0) return "";
  return printDeclarations({
    generated: "by `npm run schema` from subgraph.ts; not edited by hand",
    entities,
    forwardedPaths: routes.map(({ path, timeoutMs, cost }) => ({ path, subgraph: name, timeoutMs, cost })),
    copiedFacts: [...copiedFacts],
  });
}
