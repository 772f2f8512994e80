import type { Page } from "playwright-core";
import type { Scene } from "./scene";

const dashboard = (part: string) => `/dashboard?part=${part}`;

/** The city in both languages and at both widths, each other part once, and the sheet for the meeting. */
export const dashboardScenes: readonly Scene[] = [
  ...(["vi", "en"] as const).flatMap((language) =>
    (["desktop", "phone"] as const).map((width) => ({
      ...{ name: "dashboard-city", language, width, address: dashboard("city") },
      show: panelsShown,
    })),
  ),
  ...(["dossiers", "innovation", "infrastructure", "figures"] as const).map((part) => ({
    ...{ name: `dashboard-${part}`, language: "vi" as const, width: "desktop" as const },
    ...{ address: dashboard(part), show: panelsShown },
  })),
  {
    ...{ name: "dashboard-ward", language: "vi", width: "phone", address: `${dashboard("unit")}&code=00004` },
    show: panelsShown,
  },
  {
    ...{ name: "dashboard-meeting", language: "vi", width: "desktop", address: dashboard("city") },
    isWhole: true,
    async show(page) {
      await panelsShown(page);
      // As wide as A4 between its margins, at 96 pixels an inch.
      await page.setViewportSize({ width: 733, height: 1062 });
      await page.emulateMedia({ media: "print" });
    },
  },
];

async function panelsShown(page: Page): Promise<void> {
  await page.locator("section.panel").first().waitFor();
  await page.locator("section.panel[aria-busy=true]").first().waitFor({ state: "detached" });
  const charts = page.locator(".time-chart");
  for (const chart of await charts.all()) await chart.locator("svg").waitFor();
}
