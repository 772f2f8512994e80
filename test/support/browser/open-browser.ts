import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { fromRoot } from "../../../shared/base/project/project-root";
import { installedBrowser } from "./installed-browser";

export interface TestBrowser {
  /** Opens a page in a session of its own. */
  page(options?: PageOptions): Promise<TestPage>;
  close(): Promise<void>;
}

export interface PageOptions
  extends Pick<BrowserContextOptions, "viewport" | "colorScheme" | "javaScriptEnabled"> {
  /** A token that is kept as if its owner had signed in, for pages of this origin. */
  signedIn?: { origin: string; token: string };
}

export interface TestPage extends Page {
  /** What went wrong in it besides refused requests: errors of scripts, what its security headers have stopped. */
  problems: string[];
  /** Addresses of all that it has requested. */
  requested: string[];
}

/** The page as an analyst's computer shows it, and as a phone. */
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** Starts the machine's Chromium without a window. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = installedBrowser();
  if (executablePath === undefined) throw new Error("Expected Debian's package chromium to be installed.");
  // As root, which CI is, Chromium has no sandbox of its own; it loads our pages only.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  return { page: (options) => openPage(browser, options), close: () => browser.close() };
}

async function openPage(browser: Browser, { signedIn, ...options }: PageOptions = {}): Promise<TestPage> {
  const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", ...options });
  if (signedIn) {
    const { origin, token } = signedIn;
    // A frame of another origin has a storage of its own.
    const keep = `sessionStorage.setItem("graph.token", ${JSON.stringify(token)})`;
    await context.addInitScript(`if (location.origin === ${JSON.stringify(origin)}) ${keep};`);
  }
  const page = Object.assign(await context.newPage(), {
    problems: [] as string[],
    requested: [] as string[],
  });
  page.setDefaultTimeout(20_000);
  page.on("request", (request) => page.requested.push(request.url()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    // Chromium writes each refusal of a request, which a page tells its reader.
    const isRefusal = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isRefusal) page.problems.push(message.text());
  });
  return page;
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const runAxe = `axe.run().then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 200))))`;

/** What axe-core finds against accessibility in the page as it is now: rules with the elements that break them. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Not as a script of the page, which its security headers would stop.
  await page.evaluate(axe);
  return page.evaluate<string[]>(runAxe);
}

const layout = readFileSync(fromRoot("test", "support", "browser", "layout-problems.js"), "utf8");

/** What makes a page unreadable on a phone: texts of one letter a line, and a page wider than its window. */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(layout);
}
