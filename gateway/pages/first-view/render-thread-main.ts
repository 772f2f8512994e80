import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { PageRenderer } from "./page-renderer";
import type { RenderResult } from "./render-thread";

/* Renders one page after the other, by the script that the thread was started with. See render-thread.ts. */

const renderer = loadRenderer(String(workerData));

parentPort?.on("message", (task: Parameters<PageRenderer>[0]) => {
  renderer(task).then(
    (rendered) => send({ rendered }),
    (error: unknown) => send({ failed: error instanceof Error ? String(error.stack) : String(error) }),
  );
});

function send(result: RenderResult): void {
  parentPort?.postMessage(result);
}

/** By its text, not its file: a build that is made meanwhile has another one. */
function loadRenderer(script: string): PageRenderer {
  const module: { exports: { render?: PageRenderer } } = { exports: {} };
  new Function("module", "exports", "require", script)(module, module.exports, createRequire(__filename));
  const { render } = module.exports;
  if (!render) throw new Error("Expected a renderer to export `render`; it does not.");
  return render;
}
