import { desktop, type TestBrowser } from "../../support/browser/open-browser";
import { openReady, timeOfDay, timeOfLink } from "./measure-dashboard";

/** Each of these days by the field of the day; the first so many are not counted. */
export async function otherDays(
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
export async function steps(browser: TestBrowser, url: string): Promise<number[]> {
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
export async function otherUnits(browser: TestBrowser, url: string): Promise<number[]> {
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
