import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isErrno } from "../errors/is-errno";

/*
 * While `npm start` runs, its databases can be reached by an import or a subgraph that is started separately without
 * its URL being typed in. The file holds passwords, so only its owner reads it, as `secrets.json`.
 */

const urlsSchema = z.record(z.string(), z.string());

/** Keeps the URLs of the databases that are up, by the name of the subgraph or the gateway, in `<dataDirectory>/databases.json`. */
export function publishUrls(dataDirectory: string, urls: ReadonlyMap<string, string>): void {
  const unfinished = `${fileIn(dataDirectory)}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(Object.fromEntries(urls), null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, fileIn(dataDirectory));
}

/** Takes them back. */
export function withdrawUrls(dataDirectory: string): void {
  rmSync(fileIn(dataDirectory), { force: true });
}

/** The URL of a subgraph's database that is up under `npm start`; undefined when none is. */
export function publishedUrl(dataDirectory: string, name: string): string | undefined {
  try {
    return urlsSchema.parse(JSON.parse(readFileSync(fileIn(dataDirectory), "utf8")))[name];
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, "databases.json");
}
