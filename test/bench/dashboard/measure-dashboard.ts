import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright-core";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { TestBrowser, TestPage } from "../../support/browser/open-browser";

/** When a page was seen with its figures, with its chart, and taken over by its scripts; milliseconds since it was asked for. */
export interface FirstView {
  figures: number;
  chart: number;
  scripts: number;
  /** Requests for data before the figures were seen. */
  asked: number;
}

/** Chromium's own presets (DevTools): "Slow 4G" and a processor that is four times slower. */
const slow4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1_600_000 / 8) * 0.9,
  uploadThroughput: (750_000 / 8) * 0.9,
};
const processorThrottle = 4;

const watch = readFileSync(fromRoot("test", "bench", "dashboard", "watch-page.js"), "utf8");

/** Opens a page with an empty cache, as a phone on a slow network would. */
export async function measureFirstView(browser: TestBrowser, url: string, isSlow = true): Promise<FirstView> {
  const page = await openWatched(browser);
  try {
    if (isSlow) await slowDown(page);
    await page.goto(url, { waitUntil: "commit" });
    await waitUntil(page, "Object.keys(seen).length === 3 && Object.values(seen).every(Number.isFinite)");
    const asked = page.requested.filter((each) => new URL(each).pathname === "/graphql").length;
    return { ...(await page.evaluate<Omit<FirstView, "asked">>("seen")), asked };
  } finally {
    await page.context().close();
  }
}

/**
 * Waits until an expression is true in a page, which looks every few milliseconds. Not by Playwright's own `waitForFunction`,
 * which makes a function of a text within the page: its security headers stop that.
 */
export async function waitUntil(page: Page, expression: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const look = () => ((${expression}) ? resolve() : setTimeout(look, 5));
    look();
  })`);
}

/** A page that notes what is measured here. */
export async function openWatched(
  browser: TestBrowser,
  signedIn?: { origin: string; token: string },
): Promise<TestPage> {
  const page = await browser.page({ viewport: { width: 390, height: 844 }, ...(signedIn && { signedIn }) });
  await page.addInitScript(watch);
  return page;
}

/** A page that has its figures and its scripts. */
export async function openReady(browser: TestBrowser, url: string): Promise<TestPage> {
  const page = await openWatched(browser);
  await page.goto(url);
  await waitUntil(page, "Number.isFinite(seen.figures) && Number.isFinite(seen.scripts)");
  return page;
}

async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slow4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: processorThrottle });
  return session;
}

/** Chooses a day as a person does, and gives the milliseconds until all figures are those of it. */
export function timeOfDay(page: Page, day: string): Promise<number> {
  return page.evaluate<number>(`timeUntilShown(() => {
    const input = document.querySelector("input[type=date]");
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, ${JSON.stringify(day)});
    input.dispatchEvent(new Event("input", { bubbles: true }));
  })`);
}

/** Follows a link of the page at once, as by a key. */
export function timeOfLink(page: Page, selector: string): Promise<number> {
  return page.evaluate<number>(
    `timeUntilShown(() => document.querySelector(${JSON.stringify(selector)}).click())`,
  );
}
