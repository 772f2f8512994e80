import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { builtFolder } from "../../../gateway/pages/built-pages";
import { fromRoot } from "../../../shared/base/project/project-root";

/** Of the scripts that the page's HTML names, and the one that comes first. */
export function scriptBytes(): number {
  const html = readFileSync(join(builtFolder, "dashboard.html"), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/pages\/([^"]+\.js)"/g)].map(([, path]) => path ?? "");
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(builtFolder, path))).length, 0);
}

/** As `npm run build` does it after a change. */
export function buildSeconds(): number {
  const stamp = fromRoot("dist", "gateway", "pages", "site.stamp.json");
  if (readdirSync(join(stamp, "..")).includes("site.stamp.json")) rmSync(stamp);
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, [fromRoot("dist", "gateway", "pages", "build", "main.js")], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`Expected the pages to be built; the exit code was ${status}.`);
  return (performance.now() - begun) / 1000;
}
