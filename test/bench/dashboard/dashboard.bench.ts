import { fromRoot } from "../../../shared/base/project/project-root";
import { openBrowser, type TestBrowser } from "../../support/browser/open-browser";
import { startGraph } from "../../support/processes/running-graph";
import { percentile, table } from "../support/measure";
import { buildSeconds, scriptBytes } from "./built-size";
import { type FirstView, measureFirstView } from "./measure-dashboard";
import { timeChanges } from "./time-changes";
import { otherDays, otherUnits, steps } from "./time-views";

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
  const asked: number[] = [];
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
    asked.push(...new Set(views.map((view) => view.asked)));
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
    if (graph) add("a change in a sector", await timeChanges(browser, graph), "1,000 ms");
  } finally {
    await browser.close();
    await graph?.interrupt();
    await graph?.cleanUp();
  }
  console.log(table(["what", "samples", "p50, ms", "p95", "longest", "goal"], rows));
  console.log(`\nrequests for data in a first view: ${asked.join(", ")}`);
  console.log(`scripts of the first view, by gzip: ${scriptBytes()} bytes (goal 250,000)`);
  console.log(`build of the pages: ${buildSeconds().toFixed(1)} s (goal 10 s)`);
}

async function firstViews(browser: TestBrowser, url: string): Promise<FirstView[]> {
  // The gateway's own first time, which the first visitor after a start has.
  await measureFirstView(browser, url, false);
  const views: FirstView[] = [];
  for (let sample = 0; sample < samples; sample++) views.push(await measureFirstView(browser, url));
  return views;
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
