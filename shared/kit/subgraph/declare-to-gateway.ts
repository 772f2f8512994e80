import { printDeclarations } from "../../base/project/gateway-declarations";
import type { Subgraph } from "./define-subgraph";

/** What a subgraph declares to the gateway, as the text of its `gateway.json`; empty where it declares nothing. */
export function declareToGateway({ name, routes = [], copiedFacts = [] }: Subgraph): string {
  if (routes.length + copiedFacts.length === 0) return "";
  return printDeclarations({
    generated: "by `npm run schema` from subgraph.ts; not edited by hand",
    forwardedPaths: routes.map(({ path, timeoutMs, cost }) => ({ path, subgraph: name, timeoutMs, cost })),
    copiedFacts: [...copiedFacts],
  });
}
