import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { type Manifest, readManifest } from "../../trusted/read-manifest";

/** A client among the pages: what it calls itself, and the folder of its documents. */
export interface DocumentFolder {
  client: string;
  folder: string;
}

/** Pages that ask the graph by trusted documents, one `*.graphql` for each operation. */
export const documentFolders: readonly DocumentFolder[] = [
  { client: "dashboard", folder: fromRoot("gateway", "pages", "browser", "dashboard", "documents") },
];

/** The file of a folder that holds texts by hash, as GraphQL Code Generator's client preset writes it. */
export const manifestFile = "manifest.json";
/** The file of a folder that holds the documents and their types for TypeScript. */
export const typesFile = "documents.ts";

/** Manifests of all pages by client, as `npm run compose` has written them. Throws where one cannot be read. */
export function readPageManifests(): ReadonlyMap<string, Manifest> {
  return new Map(
    documentFolders.map(({ client, folder }) => [
      client,
      readManifest(readFileSync(join(folder, manifestFile), "utf8")),
    ]),
  );
}
