import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { contentHashOf } from "./saved-queries";
import type { SavedQuery } from "./saved-query";

/** Where they are: a file each, NAME.graphql. */
const folder = fromRoot("subgraphs", "common", "saved-queries");
/** Whom they are said to be of. */
export const shippedOwner = "hanoi-sector-graph";
/** No row was ever written for them. */
const always = new Date("2025-11-14T00:00:00+07:00");

/**
 * The queries that ship with the project, by name. The first lines of a file are comments that say what a saved query has
 * besides its text: `# title: Long loans`, `# list: loans`.
 */
export function readShipped(files: readonly string[] = readdirSync(folder)): Map<string, SavedQuery> {
  const names = files.filter((file) => file.endsWith(".graphql")).toSorted();
  return new Map(
    names.map((file) => {
      const name = file.slice(0, -".graphql".length);
      return [name, shippedOf(name, readFileSync(join(folder, file), "utf8"))];
    }),
  );
}

function shippedOf(name: string, text: string): SavedQuery {
  const said = new Map(
    [...text.matchAll(/^# (title|list): (.+)$/gm)].map(([, key = "", value = ""]) => [key, value.trim()]),
  );
  const list = said.get("list");
  const query = text.replace(/^(#.*\n)+/, "");
  const content = { kind: "query" as const, query, ...(list !== undefined && { list }) };
  return {
    ...{ name, title: said.get("title") ?? name, visibility: "everyone", content, parameters: [] },
    ...{ contentHash: contentHashOf(content), schemaUsed: {}, unfitSince: null },
    ...{ owner: shippedOwner, version: 1, createdAt: always, updatedAt: always, isShipped: true },
  };
}
