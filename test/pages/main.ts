import "../../shared/base/process/check-node";
import "reflect-metadata";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { desktop, openBrowser, phone } from "../support/browser/open-browser";
import { tokenFor } from "../support/gateway/token-for";
import { startGraph } from "../support/processes/running-graph";
import { dashboardScenes } from "./dashboard-scenes";
import { explorerScenes } from "./explorer-scenes";
import type { Scene } from "./scene";

/*
 * `npm run screenshots`: pictures of the pages for the documents, in both languages and at both widths, of the
 * demonstration as it is on 14 November 2025. To be looked at before they are committed.
 */

const folder = fromRoot("docs", "images");

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const graph = await startGraph();
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    const browser = await openBrowser();
    for (const scene of [...explorerScenes, ...dashboardScenes]) await takePicture(scene);
    await browser.close();

    async function takePicture({ name, language, width, show, address, isWhole }: Scene): Promise<void> {
      const signedIn = { origin: graph.origin, token };
      const page = await browser.page({ viewport: width === "phone" ? phone : desktop, signedIn });
      const url = new URL(address, graph.origin);
      url.searchParams.set("lang", language);
      await page.goto(url.href);
      await show(page);
      const file = `${name}-${language}-${width}.png`;
      writeFileSync(
        join(folder, file),
        await page.screenshot({ animations: "disabled", caret: "hide", fullPage: isWhole === true }),
      );
      await page.context().close();
      console.log(file);
    }
  } finally {
    await graph.cleanUp();
  }
}

void main();
