import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../shared/base/project/project-root";
import { builtFolder, renderersFolder } from "../built-pages";
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
  const settings = {
    configFile: false as const,
    root: source,
    base: "/pages/",
    publicDir: false as const,
    logLevel: "warn" as const,
    plugins: [
      {
        name: "record-inputs",
        buildEnd(this: { getModuleIds(): Iterable<string> }) {
          for (const id of this.getModuleIds()) inputs.add(id);
        },
      },
    ],
  };
  const output = { outDir: made, target: "es2023" };
  await build({
    ...settings,
    build: {
      ...{ ...output, emptyOutDir: true },
      // A data: address would be refused for scripts, and a small file costs nothing where there is HTTP keep-alive.
      assetsInlineLimit: 0,
      // An inline script would be against the pages' security headers; today's browsers preload modules by themselves.
      modulePreload: { polyfill: false },
      // The editor and the charts are large, and loaded when they are shown; a test bounds what the first view loads.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: html,
        // What each page stands on is one file: a browser asks for six at a time, and each more waits for a round.
        output: {
          codeSplitting: { groups: [{ name: "ground", test: /browser\/app\/(page-shell|mount-page)/ }] },
        },
        // React's libraries mark most of their files "use client", which says nothing to a bundler without a server.
        onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
      },
    },
  });
  // Each by itself: what it shared with the page would be one more file to wait for.
  for (const { name, early } of pages) {
    if (early === undefined) continue;
    const input = { [`${name}-early`]: join(source, early) };
    const rolldownOptions = { input, output: { entryFileNames: "[name].js" } };
    await build({ ...settings, build: { ...output, emptyOutDir: false, rolldownOptions } });
  }
  for (const { name, rendered } of pages) {
    if (!rendered) continue;
    // One file without a package, so that the thread that runs it is there soon, and with React as it is in production.
    await build({
      ...settings,
      define: { "process.env.NODE_ENV": JSON.stringify("production") },
      ssr: { noExternal: true },
      build: {
        ...{ outDir: join(made, renderersFolder), target: "node22", emptyOutDir: false },
        ...{ ssr: true, assetsInlineLimit: 0, minify: true },
        rolldownOptions: {
          input: { [name]: join(source, rendered.module) },
          // Charts are drawn by the browser: nothing on the server comes to load them.
          external: /^echarts/,
          output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
          onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
        },
      },
    });
  }
  rmSync(builtFolder, { recursive: true, force: true });
  renameSync(made, builtFolder);
  writeStamp(stampFile, [...inputs]);
}
