import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { GraphError } from "../../shared/base/errors/graph-error";
import { fromRoot } from "../../shared/base/project/project-root";
import { createServedFile, immutable, type ServedFile } from "../http/served-file";

/** Where `npm run build` puts the pages; a file below `assets/` has a hash of its content in its name. */
export const builtFolder = fromRoot("dist", "gateway", "pages", "site");

const typeOf: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** What the build has made, by path below its folder, e.g. `explorer.html` and `assets/explorer-Bx1.js`. */
export type BuiltPages = ReadonlyMap<string, ServedFile>;

/**
 * Reads all of it at once, for a build that is made while the gateway runs takes its files away: who got a page gets
 * the scripts of that page.
 */
export function readBuiltPages(folder = builtFolder): BuiltPages {
  return new Map(
    filesOf(folder).map((path) => {
      const content = readFileSync(join(folder, path));
      const type = typeOf[extname(path)] ?? "application/octet-stream";
      const caching = path.startsWith("assets/") ? immutable : undefined;
      return [path, createServedFile(type, () => content, caching)];
    }),
  );
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (cause) {
    throw new GraphError("NOT_FOUND", "The pages are not built; `npm run build` builds them.", { cause });
  }
}
