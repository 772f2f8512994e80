import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { builtFolder } from "../../../gateway/pages/built-pages";
import { fromRoot } from "../../../shared/base/project/project-root";
import { desktop, openBrowser, type TestBrowser, type TestPage } from "../../support/browser/open-browser";
import { tokenFor } from "../../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../../support/processes/running-graph";
import { percentile, table } from "../support/measure";
import {
  type FirstView,
  measureFirstView,
  openWatched,
  timeOfDay,
  timeOfLink,
  waitUntil,
} from "./measure-dashboard";

/** BENCH_ORIGIN measures a graph that runs already; BENCH_SAMPLES sets how many first views. */
const origin = process.env.BENCH_ORIGIN;
const samples = Number(process.env.BENCH_SAMPLES ?? 9);
/** A fixed order of days that are far apart, so that none is the neighbour of the one before. */
const days = Array.from({ length: 60 }, (_, index) => dayAfter("2025-08-01", (index * 37) % 101));

/**
 * The dashboard in headless Chromium against a running graph: the first view on a slow phone, another day, another unit, a
 * change in a sector, what is loaded, and how long the pages take to build.
 */
export async function run(): Promise<void> {
  const graph =
    origin === undefined ? await startGraph(fromRoot(), { RATE_PUBLIC: "0" }, 300_000) : undefined;
  const url = origin ?? graph?.origin ?? "";
  const browser = await openBrowser();
  const rows: (string | number)[][] = [];
  const add = (what: string, times: readonly number[], goal: string) =>
    rows.push([
      what,
      times.length,
      percentile(times, 0.5),
      percentile(times, 0.95),
      percentile(times, 1),
      goal,
    ]);
  try {
    const views = await firstViews(browser, `${url}/dashboard`);
    add(
      "first view, all figures painted",
      views.map(({ figures }) => figures),
      "2,500 ms",
    );
    add(
      "the same, the chart drawn",
      views.map(({ chart }) => chart),
      "–",
    );
    add(
      "the same, taken over by its scripts",
      views.map(({ scripts }) => scripts),
      "–",
    );
    add("another day of the city", await otherDays(browser, `${url}/dashboard`, days.slice(0, 40)), "100 ms");
    add(
      "a day shown before",
      await otherDays(browser, `${url}/dashboard`, [...days.slice(0, 5), ...days.slice(0, 5)], 5),
      "100 ms",
    );
    add("the day before, again and again", await steps(browser, `${url}/dashboard?day=2025-11-12`), "100 ms");
    add("another unit", await otherUnits(browser, url), "100 ms");
    if (graph) add("a change in a sector", await changes(browser, graph), "1,000 ms");
  } finally {
    await browser.close();
    await graph?.interrupt();
    await graph?.cleanUp();
  }
  console.log(table(["what", "samples", "p50, ms", "p95", "longest", "goal"], rows));
  console.log(`\nrequests for data in a first view: ${(await countAsked).join(", ")}`);
  console.log(`scripts of the first view, by gzip: ${scriptBytes()} bytes (goal 250,000)`);
  console.log(`build of the pages: ${buildSeconds().toFixed(1)} s (goal 10 s)`);
}

const askedCounts: number[] = [];
const countAsked = Promise.resolve(askedCounts);

async function firstViews(browser: TestBrowser, url: string): Promise<FirstView[]> {
  // The gateway's own first time, which the first visitor after a start has.
  await measureFirstView(browser, url, false);
  const views: FirstView[] = [];
  for (let sample = 0; sample < samples; sample++) views.push(await measureFirstView(browser, url));
  askedCounts.push(...new Set(views.map(({ asked }) => asked)));
  return views;
}

/** Each of these days by the field of the day; the first so many are not counted. */
async function otherDays(
  browser: TestBrowser,
  url: string,
  chosen: readonly string[],
  uncounted = 0,
): Promise<number[]> {
  const page = await openReady(browser, url);
  const times: number[] = [];
  for (const day of chosen) times.push(await timeOfDay(page, day));
  await page.context().close();
  return times.slice(uncounted);
}

/** The day before by the button beside the field, as fast as a person who looks at each for half a second. */
async function steps(browser: TestBrowser, url: string): Promise<number[]> {
  const page = await openReady(browser, url);
  const times: number[] = [];
  for (let step = 0; step < 20; step++) {
    await page.waitForTimeout(500);
    times.push(await timeOfLink(page, "[data-step=before]"));
  }
  await page.context().close();
  return times;
}

/** Units by the tiles of the infrastructure, each with the pointer on it for a fifth of a second before it is pressed. */
async function otherUnits(browser: TestBrowser, url: string): Promise<number[]> {
  const page = await openReady(browser, `${url}/dashboard?part=infrastructure`);
  await page.setViewportSize(desktop);
  const times: number[] = [];
  for (let unit = 0; unit < 30; unit++) {
    const tile = page.locator(".tile").nth((unit * 17) % 126);
    await tile.hover();
    await page.waitForTimeout(200);
    const code = await tile.getAttribute("data-unit");
    times.push(await timeOfLink(page, `.tile[data-unit="${code}"]`));
    await page.goBack();
    await page.locator(".tile").first().waitFor();
    await page.locator("section.panel[aria-busy=true]").first().waitFor({ state: "detached" });
  }
  await page.context().close();
  return times;
}

async function openReady(browser: TestBrowser, url: string): Promise<TestPage> {
  const page = await openWatched(browser);
  await page.goto(url);
  await waitUntil(page, "Number.isFinite(seen.figures) && Number.isFinite(seen.scripts)");
  return page;
}

/** Completes tasks, one after the other; from the request until the page shows that there is one more. */
async function changes(browser: TestBrowser, graph: RunningGraph): Promise<number[]> {
  const token = await tokenFor(graph, { role: "admin" });
  const ask = async <Data>(query: string, variables = {}): Promise<Data> => {
    const response = await fetch(`${graph.origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: Data }).data;
  };
  const page = await openReady(browser, `${graph.origin}/dashboard`);
  const completed = page.locator('[data-figure="completed"] .figure-value');
  // The socket comes after the first figures.
  await page.waitForTimeout(1_000);
  const times: number[] = [];
  for (let change = 0; change < 10; change++) {
    const { tasks } = await ask<{ tasks: { nodes: { id: string; version: number }[] } }>(
      "{ tasks(filter: { status: { eq: IN_PROGRESS } }, first: 1) { nodes { id version } } }",
    );
    const [task] = tasks.nodes;
    const before = await completed.textContent();
    const begun = performance.now();
    await ask(
      "mutation ($input: CompleteTaskInput!) { completeTask(input: $input) { userErrors { code } } }",
      { input: { task: task?.id, expectedVersion: task?.version, completedOn: "2025-11-14" } },
    );
    const figure = `document.querySelector('[data-figure="completed"] .figure-value')`;
    await waitUntil(page, `${figure}?.textContent !== ${JSON.stringify(before)}`);
    times.push(performance.now() - begun);
  }
  await page.context().close();
  return times;
}

/** Of the scripts that the page's HTML names, and the one that comes first. */
function scriptBytes(): number {
  const html = readFileSync(join(builtFolder, "dashboard.html"), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/pages\/([^"]+\.js)"/g)].map(([, path]) => path ?? "");
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(builtFolder, path))).length, 0);
}

/** As `npm run build` does it after a change. */
function buildSeconds(): number {
  const stamp = fromRoot("dist", "gateway", "pages", "site.stamp.json");
  if (readdirSync(join(stamp, "..")).includes("site.stamp.json")) rmSync(stamp);
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, [fromRoot("dist", "gateway", "pages", "build", "main.js")], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`Expected the pages to be built; the exit code was ${status}.`);
  return (performance.now() - begun) / 1000;
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
