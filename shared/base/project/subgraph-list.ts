import { readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "./project-root";

/** One subgraph of the project: its folder below `subgraphs/` and the port it is served on by default. */
export interface ListedSubgraph {
  name: string;
  port: number;
}

/**
 * A subgraph that others write and run, in whatever language. Of its folder below `subgraphs/` there is no code: its schema,
 * and if need be `gateway.json` and `labels.vi.json`.
 */
export interface SubgraphElsewhere extends z.infer<typeof elsewhere> {
  name: string;
}

const elsewhere = z.strictObject({
  /** Of its /graphql. `<NAME>_URL` says another, as for all subgraphs. */
  url: z.url({ protocol: /^https?$/ }),
  /** `file`: its owner sends `schema.graphql`; `asked`: `npm run schema` asks it for `_service { sdl }`. */
  schema: z.enum(["file", "asked"]).default("file"),
  /** Whose it is, and how they are reached when it is down: told to operators. */
  owner: z.string().min(1),
  contact: z.string().min(1),
  /** Where it says whether it is ready, at the same host; null: nowhere. */
  health: z.string().startsWith("/").nullable().default("/health/ready"),
});

const listSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/),
  z.union([z.int().min(1).max(65535), elsewhere]),
);

const listFile = () => fromRoot("subgraphs", "list.json");

/** All subgraphs of `subgraphs/list.json`, in its order: what is composed. A subgraph joins the graph by one entry there. */
export function readWholeList(file = listFile()): (ListedSubgraph | SubgraphElsewhere)[] {
  const parsed = listSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) {
    throw new Error(
      `Expected subgraphs/list.json to map names to ports, or to url, owner and contact of a subgraph elsewhere: ${z.prettifyError(parsed.error)}`,
    );
  }
  return Object.entries(parsed.data).map(([name, entry]) =>
    typeof entry === "number" ? { name, port: entry } : { name, ...entry },
  );
}

/** Those whose code is here: they are started, migrated, checked and tested. */
export function readSubgraphList(file = listFile()): ListedSubgraph[] {
  return readWholeList(file).filter((listed) => "port" in listed);
}

/** Those that run elsewhere: they are watched, and asked over HTTP. */
export function readSubgraphsElsewhere(file = listFile()): SubgraphElsewhere[] {
  return readWholeList(file).filter((listed) => "url" in listed);
}
