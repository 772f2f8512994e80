import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { GraphError } from "../../shared/base/errors/graph-error";
import { fromRoot } from "../../shared/base/project/project-root";
import { createServedFile, immutable, type ServedFile } from "../http/served-file";

/** Where `npm run build` puts the pages; a file below `assets/` has a hash of its content in its name. */
export const builtFolder = fromRoot("dist", "gateway", "pages", "site");
/** A folder in it, of scripts that the gateway runs and does not serve: `NAME.cjs` renders the page of that name. */
export const renderersFolder = "renderers";

const typeOf: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** What the build has made. */
export interface BuiltPages {
  /** By path below its folder, e.g. `explorer.html` and `assets/explorer-Bx1.js`. */
  files: ReadonlyMap<string, ServedFile>;
  /** Text of a file: of those, or the script that renders a page. Throws where there is none. */
  textOf(path: string): string;
}

/**
 * Reads all of it at once, for a build that is made while the gateway runs takes its files away: who got a page gets
 * the scripts of that page, and a page is rendered by the script that was built with it.
 */
export function readBuiltPages(folder = builtFolder): BuiltPages {
  const contents = new Map(filesOf(folder).map((path) => [path, readFileSync(join(folder, path))]));
  const textOf = (path: string) => {
    const content = contents.get(path);
    if (!content) throw new Error(`Expected ${path} among the built pages; it is not there.`);
    return content.toString();
  };
  return {
    files: new Map(
      [...contents]
        .filter(([path]) => !path.startsWith(`${renderersFolder}/`))
        .map(([path, content]) => {
          const type = typeOf[extname(path)] ?? "application/octet-stream";
          const caching = path.startsWith("assets/") ? immutable : undefined;
          return [path, createServedFile(type, () => content, caching)];
        }),
    ),
    textOf,
  };
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
