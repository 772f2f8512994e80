import type { Answer } from "./subgraph-harness";

/** The rows on the page of a root connection; none where the field is null. */
export function nodesOf<Row>(data: Answer["data"], field: string): Row[] {
  const page = data?.[field] as { nodes: Row[] } | null | undefined;
  return page?.nodes ?? [];
}
