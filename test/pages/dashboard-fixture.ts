import type { TestPage } from "../support/browser/open-browser";
import { type PageFixture, startPageFixture } from "./page-fixture";

/** The dashboard is there when each of its panels has figures, or says why not. */
export function startDashboard(): Promise<PageFixture> {
  return startPageFixture("/dashboard", panelsLoaded);
}

/** Waits until no panel is waiting. */
export async function panelsLoaded(page: TestPage): Promise<void> {
  await page.locator("section.panel, .notice").first().waitFor();
  await page.locator("section.panel[aria-busy=true]").first().waitFor({ state: "detached" });
}

/** The texts of a panel's table, row by row. */
export function cellsIn(page: TestPage, panel: string): Promise<string[][]> {
  return page
    .locator(`#${panel} .data-table`)
    .last()
    .locator("tbody tr:not(.printed-row)")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").trim())),
    );
}

/** The value of a tile. */
export function tileOf(page: TestPage, figure: string): Promise<string | null> {
  return page.locator(`[data-figure="${figure}"] .figure-value`).textContent();
}

/** Presses Tab until it comes to what is meant; as far as the page goes. */
export async function tabTo(page: TestPage, isMeant: (text: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press("Tab");
    if (isMeant((await page.locator(":focus").textContent()) ?? "")) return;
  }
  throw new Error("Expected Tab to come to it; it did not in 200 presses.");
}
