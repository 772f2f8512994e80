import "reflect-metadata";
import "../../gateway/config/environment";
import { readFile } from "node:fs/promises";
import { describeInBrowser } from "../support/browser/installed-browser";
import { accessibilityProblems, layoutProblems, phone, type TestPage } from "../support/browser/open-browser";
import { eventually } from "../support/gateway/gateway-request";
import { cellsIn, panelsLoaded, startDashboard, tabTo, tileOf } from "./dashboard-fixture";
import { type OpenOptions, type PageFixture, tokenOf } from "./page-fixture";

/* The dashboard in headless Chromium: how it is used, and what it says where something is not as it should be. */

const parts = ["city", "dossiers", "innovation", "infrastructure", "figures"];
const partsWithPanels = [...parts, "unit&code=00004", "organization&code=SKHCN"];
const everyPart = [...partsWithPanels, "unit&code=10000"];

describeInBrowser("the dashboard in a browser", () => {
  let dashboard: PageFixture;
  const pages: TestPage[] = [];
  const open = async (address: string, options: OpenOptions = {}) => {
    const page = await dashboard.open(address, options);
    pages.push(page);
    return page;
  };
  beforeAll(async () => {
    dashboard = await startDashboard();
  }, 180_000);
  afterAll(() => dashboard?.stop());
  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.context().close()));
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it.each(["vi", "en"])("can be read by everybody, on a desktop and on a phone (%s)", async (language) => {
    const widths = { desktop: { width: 1440, height: 900 }, phone };
    const found: string[] = [];
    const page = await open(`/dashboard?lang=${language}`, { viewport: widths.desktop });
    for (const part of everyPart) {
      await page.goto(`${dashboard.gateway.url}/dashboard?lang=${language}&part=${part}`);
      await panelsLoaded(page);
      for (const [name, viewport] of Object.entries(widths)) {
        await page.setViewportSize(viewport);
        // Charts are drawn anew in their width; a page that stays too wide is told by what is looked for next.
        const isNarrow = "document.documentElement.scrollWidth <= window.innerWidth";
        await page.waitForFunction(isNarrow, undefined, { timeout: 5_000 }).catch(() => undefined);
        const problems = [...(await layoutProblems(page)), ...(await accessibilityProblems(page))];
        found.push(...problems.map((problem) => `${part}, ${name}: ${problem}`));
      }
      await page.setViewportSize(widths.desktop);
    }
    expect(found).toEqual([]);
  });

  it("can be read in the dark", async () => {
    const page = await open("/dashboard?lang=en", { colorScheme: "dark" });
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("is used by keys alone: to a part, by the search to a ward, and to what figures mean", async () => {
    const page = await open("/dashboard?lang=vi");
    await tabTo(page, (text) => text === "Hạ tầng số");
    await page.keyboard.press("Enter");
    await page.locator(".tile").first().waitFor();
    expect(new URL(page.url()).searchParams.get("part")).toBe("infrastructure");
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("phuong ba dinh");
    await page.getByRole("link", { name: "Phường Ba Đình", exact: true }).waitFor();
    await tabTo(page, (text) => text === "Phường Ba Đình");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Phường Ba Đình" }).waitFor();
    expect(await page.locator(".search-results").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Về số liệu: Bảy tiêu chí hạ tầng" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Ý nghĩa").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it.each([
    ["phường Ba Đình", "Phường Ba Đình"],
    ["qua han", "Nhiệm vụ quá hạn lâu nhất"],
    ["quá hạn", "Quá hạn theo tuần"],
    ["quá hạn", "Danh sách cảnh báo của tuần"],
    ["SKHCN", "Sở Khoa học và Công nghệ thành phố Hà Nội (SKHCN)"],
    ["so hoa", "Tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"],
  ])("finds by %s", async (text, found) => {
    const page = await open("/dashboard?lang=vi");
    await page.getByRole("searchbox").fill(text);
    await page.locator(".search-results").getByRole("link", { name: found, exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe(text);
  });

  it("says that it found nothing", async () => {
    const page = await open("/dashboard?lang=en&q=qqqqzzzz");
    await page.getByText("Nothing was found for “qqqqzzzz”.").waitFor();
  });

  it("gives a panel's rows as a file, and its query to the explorer", async () => {
    const page = await open("/dashboard?lang=en", { as: "analyst" });
    await page.getByRole("button", { name: "About the figures: The week's warning list" }).click();
    const coming = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Download CSV" }).click();
    const file = await coming;
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
    const query = "{ warningList { entries { overdueCount } } }";
    const { data } = (await (await dashboard.ask("/graphql", { query }, "analyst")).json()) as {
      data: { warningList: { entries: unknown[] } };
    };
    expect([file.suggestedFilename(), lines.length]).toEqual([
      "warnings.csv",
      1 + data.warningList.entries.length,
    ]);
    await page.getByRole("button", { name: "Open the query in the explorer" }).click();
    await page.locator(".cm-content", { hasText: "query CityTasks" }).waitFor();
    await page.locator(".cost-line", { hasText: /\d/ }).waitFor();
  });

  it("gives each panel's rows as a file of the list that it names", async () => {
    const page = await open("/dashboard?lang=en", { as: "analyst" });
    const refused: string[] = [];
    for (const part of partsWithPanels) {
      await page.goto(`${dashboard.gateway.url}/dashboard?lang=en&part=${part}`);
      await panelsLoaded(page);
      for (const button of await page.getByRole("button", { name: /^About the figures/ }).all()) {
        await button.click();
        const answered = page.waitForResponse("**/tables");
        await page.getByRole("dialog").getByRole("button", { name: "Download XLSX" }).click();
        const response = await answered;
        if (!response.ok())
          refused.push(`${await button.getAttribute("aria-label")}: ${await response.text()}`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
    }
    expect(refused).toEqual([]);
  });

  it("tells nonsense in its address, and goes on", async () => {
    const page = await open("/dashboard?lang=en&part=nowhere&day=2025-02-30&grain=CENTURY");
    expect(await page.locator(".notice").allTextContents()).toEqual([
      "The address names a part “nowhere” that is not there; the first part is shown.",
      "The address names a day “2025-02-30” that is not year-month-day; today is shown.",
      "The address names steps “CENTURY” that are not there; months are shown.",
    ]);
    expect((await cellsIn(page, "tasks")).length).toBeGreaterThan(0);
  });

  it("shows today for a day that has not come, and says so", async () => {
    const page = await open("/dashboard?lang=en&day=2031-01-01");
    await page.getByText("01/01/2031 has not come yet; today is shown.").waitFor();
    expect(await page.getByLabel("As of the day").inputValue()).toBe("2025-11-14");
  });

  it("says what became of a unit of before 1 July 2025, and leads to it", async () => {
    const page = await open("/dashboard?lang=en&part=unit&code=10000");
    await page.getByText("a unit of before 1 July 2025").waitFor();
    await page.locator(".notice a").first().click();
    await page.locator('[data-figure="population"]').waitFor();
  });

  it("says that a unit is not known", async () => {
    const page = await open("/dashboard?lang=en&part=unit&code=99999");
    expect(await page.getByRole("alert").first().textContent()).toContain("Error code: NOT_FOUND");
  });

  it("protects small groups from the public, and says so; of a past day it shows the month that had ended", async () => {
    const page = await open("/dashboard?lang=en&part=dossiers&grain=WEEK&day=2025-11-03");
    await page.getByText("those up to 31/10/2025 are shown").waitFor();
    expect(await page.locator("#dossierTime .panel-note").first().textContent()).toMatch(
      /^Small groups are protected: figures have noise \(off by \d+ at most\)/,
    );
    expect((await cellsIn(page, "dossierFields")).every(([, received]) => received?.startsWith("≈"))).toBe(
      true,
    );
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("goes on as the public when its token has expired", async () => {
    const page = await open("/dashboard?lang=en", { as: "analyst" });
    await page.clock.install();
    await page.reload();
    await panelsLoaded(page);
    await page.clock.fastForward("02:00:00");
    await page.getByText("The access token has expired").waitFor();
    await panelsLoaded(page);
    expect((await cellsIn(page, "tasks")).length).toBeGreaterThan(0);
  });

  it("says which figures are missing while a sector is down, and shows them when it is back", async () => {
    const without = await dashboard.sectors.gatewayWithout("tasks");
    const page = await open("/dashboard?lang=en&part=organization&code=SKHCN", { from: without });
    await page.goto(`${without.url}/dashboard?lang=en`);
    await panelsLoaded(page);
    expect(await page.locator("#tasks").getByRole("alert").count()).toBe(1);
    await page.goto(`${without.url}/dashboard?lang=en&part=infrastructure`);
    await panelsLoaded(page);
    expect(await page.locator(".tile").count()).toBe(126);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("says that some of a ward's figures are missing while the sector that has them is down", async () => {
    const without = await dashboard.sectors.gatewayWithout("procedures");
    const page = await open("/dashboard?lang=en&part=unit&code=00004", { from: without });
    await page.locator("#unit").getByText("Some figures are missing").waitFor();
    expect(await tileOf(page, "unit-received")).toBe("–");
    expect(await tileOf(page, "population")).toMatch(/^\d/);
  });

  it("works where the public may ask for trusted documents alone", async () => {
    const strict = await dashboard.sectors.gatewaySet({ TRUSTED_ONLY: new Set(["public"] as const) });
    const refused = await fetch(`${strict.url}/graphql?query=${encodeURIComponent("{ viewer { role } }")}`);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }],
    });
    const page = await open("/dashboard?lang=en", { from: strict });
    await page.goto(`${strict.url}/dashboard?lang=en&part=infrastructure`);
    await panelsLoaded(page);
    expect([await page.locator(".tile").count(), await page.getByRole("alert").count()]).toEqual([126, 0]);
  });

  it("says that figures are on their way where the network is slow", async () => {
    const page = await open("/dashboard?lang=en");
    // Requests that nobody answers.
    await page.route("**/graphql*", () => {});
    await page.getByRole("link", { name: "Digital infrastructure" }).click();
    await page.locator("#catalogue").getByRole("status").filter({ hasText: "Loading…" }).waitFor();
    expect(await page.locator("section.panel[aria-busy=true]").count()).toBe(5);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("shows who is signed in what the public sees until his own figures come, and says so", async () => {
    const page = await dashboard.browser.page({
      signedIn: { origin: dashboard.gateway.url, token: await tokenOf("analyst") },
    });
    pages.push(page);
    let answer = () => {};
    const isLetGo = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/graphql*", (route) => isLetGo.then(() => route.continue()));
    await page.goto(`${dashboard.gateway.url}/dashboard?lang=en`);
    const told = page.locator("#tasks").getByText("Figures for the public; those for your role are on");
    await told.waitFor();
    expect((await cellsIn(page, "tasks")).length).toBeGreaterThan(0);
    expect(await page.locator("#tasks").getAttribute("aria-busy")).toBe("true");
    answer();
    await told.waitFor({ state: "detached" });
    await panelsLoaded(page);
    expect((await cellsIn(page, "tasks")).length).toBeGreaterThan(0);
  });

  it("keeps the last figures where the network is away, and says so", async () => {
    const page = await open("/dashboard?lang=en");
    await page.routeWebSocket("**/graphql", (socket) => socket.close());
    await page.clock.install();
    await page.reload();
    await panelsLoaded(page);
    const before = await cellsIn(page, "tasks");
    await page.route("**/graphql*", (route) => route.abort("connectionreset"));
    await page.clock.fastForward("00:31");
    // What failed is asked for twice more.
    await page.clock.runFor("00:10");
    await page.locator("#tasks").getByRole("alert").waitFor();
    await page.locator("#tasks").getByText("The figures below are those of the last answer.").waitFor();
    expect(await cellsIn(page, "tasks")).toEqual(before);
    await page.unroute("**/graphql*");
    await page.locator("#tasks").getByRole("button", { name: "Try again" }).click();
    await page.locator("#tasks").getByRole("alert").waitFor({ state: "detached" });
  });

  it("is one page of A4 for the meeting", async () => {
    const page = await open("/dashboard?lang=vi");
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("section.panel:visible").evaluateAll((all) => all.map(({ id }) => id))).toEqual(
      [...["tasks", "warnings", "goals"]],
    );
    expect(await page.locator("#warnings tbody tr:visible").count()).toBe(
      await page.locator("#warnings tbody tr").count(),
    );
  });

  it("asks for trusted documents alone, and loads neither editors nor charts before they are shown", async () => {
    const page = await open("/dashboard?lang=en&part=figures");
    const asked = page.requested.filter((url) => new URL(url).pathname === "/graphql");
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !new URL(url).searchParams.has("documentId"))).toEqual([]);
    expect(page.requested.filter((url) => /editor|draw-time-chart|SVGRenderer/.test(url))).toEqual([]);
  });

  // What is published beside what is computed takes longer than a page waits where no answers are kept.
  const quickParts = partsWithPanels.filter((part) => part !== "figures");
  it.each(quickParts)("comes with its figures and asks for none of them (%s)", async (part) => {
    const address = `/dashboard?lang=en&part=${part}`;
    // What has not come within a moment is left to the scripts; it is kept for who comes next.
    const html = await eventually(async () => {
      const text = await (await fetch(`${dashboard.gateway.url}${address}`)).text();
      return text.includes('aria-busy="false"') && !text.includes('aria-busy="true"') ? text : undefined;
    });
    expect(html.match(/class="figure-value">[\d≈]|<td/g)?.length).toBeGreaterThan(5);
    const page = await open(address);
    // React says so where it makes something else of the answers than the server did; the test's end looks.
    await page.locator("html:not([data-colours])").waitFor();
    const asked = page.requested.filter((url) => new URL(url).pathname === "/graphql");
    expect(asked).toEqual([]);
  });

  it("asks for the city today as who is signed in before its scripts are there, and not twice", async () => {
    const page = await open("/dashboard?lang=en", { as: "analyst" });
    const asked = page.requested.map((url) => new URL(url)).filter(({ pathname }) => pathname === "/graphql");
    const documents = asked.filter(({ searchParams }) => searchParams.has("documentId"));
    expect([documents.length, new Set(documents.map(String)).size]).toEqual([5, 5]);
    expect((await cellsIn(page, "tasks")).length).toBeGreaterThan(0);
  });

  it("takes no early answer for a new one when its scripts were faster", async () => {
    const page = await dashboard.browser.page({
      signedIn: { origin: dashboard.gateway.url, token: await tokenOf("analyst") },
    });
    pages.push(page);
    await page.routeWebSocket("**/graphql", (socket) => socket.close());
    await page.clock.install();
    await page.route("**/dashboard-early.js", async (route) => {
      await page.locator("#tasks[aria-busy=false]").waitFor();
      await route.continue();
    });
    await page.goto(`${dashboard.gateway.url}/dashboard?lang=en`, { waitUntil: "load" });
    await panelsLoaded(page);
    const asked = page.waitForRequest((request) => request.url().includes("/graphql"));
    await page.clock.fastForward("00:31");
    await asked;
  });

  it("shows its figures without JavaScript, and says where the tables are", async () => {
    const page = await open("/dashboard", { javaScriptEnabled: false });
    const links = await page
      .locator("noscript a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(new Set(links)).toEqual(new Set(["/schema.graphql", "/saved-queries"]));
    expect(await page.locator("noscript p", { hasText: "Không có JavaScript" }).isVisible()).toBe(true);
    expect(await tileOf(page, "overdue")).toMatch(/^\d+$/);
    expect((await cellsIn(page, "warnings")).length).toBeGreaterThan(3);
    await page.getByRole("link", { name: "Hạ tầng số" }).click();
    expect(await page.locator(".tile").count()).toBe(126);
  });

  it("is not dazzling without JavaScript in the dark", async () => {
    const page = await open("/dashboard", { javaScriptEnabled: false, colorScheme: "dark" });
    expect(await page.locator("#tasks").isVisible()).toBe(true);
  });
});
