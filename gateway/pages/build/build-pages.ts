import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { builtFolder } from "../built-pages";
import { pages } from "../page-list";
import { isUpToDate, writeStamp } from "./inputs-stamp";

const source = fromRoot("gateway", "pages", "browser");
const stampFile = fromRoot("dist", "gateway", "pages", "site.stamp.json");

/** Builds all pages into `builtFolder`, unless nothing that went into them has changed since. */
export async function buildPages(): Promise<void> {
  if (existsSync(builtFolder) && isUpToDate(stampFile)) return;
  // Loading Vite takes longer than seeing that nothing has changed.
  const { build } = await import("vite");
  // A gateway that runs may read the old one until the new one is whole.
  const made = `${builtFolder}.${process.pid}`;
  const inputs = new Set(pages.map(({ name }) => join(source, `${name}.html`)));
  const html = [...inputs];
  await build({
    configFile: false,
    root: source,
    base: "/pages/",
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir: made,
      emptyOutDir: true,
      target: "es2023",
      // A data: address would be refused for scripts, and a small file costs nothing where there is HTTP keep-alive.
      assetsInlineLimit: 0,
      // An inline script would be against the pages' security headers; today's browsers preload modules by themselves.
      modulePreload: { polyfill: false },
      // The editor and the charts are large, and loaded when they are shown; a test bounds what the first view loads.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: html,
        // React's libraries mark most of their files "use client", which says nothing to a bundler without a server.
        onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
      },
    },
    plugins: [
      {
        name: "record-inputs",
        buildEnd() {
          for (const id of this.getModuleIds()) inputs.add(id);
        },
      },
    ],
  });
  rmSync(builtFolder, { recursive: true, force: true });
  renameSync(made, builtFolder);
  writeStamp(stampFile, [...inputs]);
}
