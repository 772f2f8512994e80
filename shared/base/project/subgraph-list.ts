import { readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "./project-root";

/** One subgraph of the project: its folder below `subgraphs/` and the port it is served on by default. */
export interface ListedSubgraph {
  name: string;
  port: number;
}

const listSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.int().min(1).max(65535));

/** The subgraphs of `subgraphs/list.json`, in its order. A subgraph joins the graph by one line there. */
export function readSubgraphList(file = fromRoot("subgraphs", "list.json")): ListedSubgraph[] {
  const parsed = listSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) {
    throw new Error(
      `Expected subgraphs/list.json to map folder names to ports: ${z.prettifyError(parsed.error)}`,
    );
  }
  return Object.entries(parsed.data).map(([name, port]) => ({ name, port }));
}
