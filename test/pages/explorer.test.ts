import "reflect-metadata";
import "../../gateway/config/environment";
import { readFile } from "node:fs/promises";
import { describeInBrowser } from "../support/browser/installed-browser";
import { accessibilityProblems, layoutProblems, phone, type TestPage } from "../support/browser/open-browser";
import { addressOf, startExplorer } from "./explorer-fixture";
import { type PageFixture, tokenOf } from "./page-fixture";

/* The explorer in headless Chromium, over all sectors: what it shows is what the graph answers. */

const wards = `query Wards { administrativeUnits(first: 60) { nodes { code name population kind } } }`;
const overdue = `query Overdue {
  tasks(filter: { status: { eq: OVERDUE } }, orderBy: [{ field: DUE_ON }], first: 200) {
    nodes { code title dueOn daysOverdue leadOrganization { code name } }
  }
}`;

describeInBrowser("the explorer in a browser", () => {
  let explorer: PageFixture;
  const pages: TestPage[] = [];
  const open: PageFixture["open"] = async (...args) => {
    const page = await explorer.open(...args);
    pages.push(page);
    return page;
  };
  beforeAll(async () => {
    explorer = await startExplorer();
  }, 180_000);
  afterAll(() => explorer?.stop());
  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.context().close()));
    // No script has failed, the security headers have stopped nothing, and nothing came from elsewhere.
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
    const elsewhere = opened.flatMap(({ requested }) =>
      requested.filter((url) => !url.startsWith(explorer.gateway.url)),
    );
    expect(elsewhere.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  });

  it("shows in a table what the graph answers, as Vietnamese read it", async () => {
    const page = await open(addressOf(overdue), { as: "analyst" });
    await page.getByRole("button", { name: "▶ Chạy" }).click();
    await page.locator(".result-table tbody tr").first().waitFor();
    const { data } = await answerOf<{ tasks: { nodes: OverdueTask[] } }>(overdue);
    const tasks = data.tasks.nodes;
    expect(tasks.length).toBeGreaterThan(5);
    const expected = tasks
      .slice(0, 50)
      .map(({ code, title, dueOn, daysOverdue, leadOrganization: lead }) => [
        ...[code, title, dueOn.split("-").toReversed().join("/"), String(daysOverdue)],
        ...[lead?.code ?? "–", lead?.name ?? "–"],
      ]);
    expect(await cellsOf(page)).toEqual(expected);
    expect(await page.locator(".result-table thead th").allTextContents()).toEqual([
      ...["Số hiệu nhiệm vụ", "Nội dung nhiệm vụ", "Hạn hoàn thành", "Số ngày quá hạn"],
      expect.any(String),
      expect.any(String),
    ]);
    expect(await page.locator(".result-notes").textContent()).toContain(`${tasks.length} dòng`);
    expect(await page.locator("html").getAttribute("lang")).toBe("vi");
  });

  it("sorts by a column and goes from page to page by the keyboard, with decimals and days in English", async () => {
    const page = await open(addressOf(wards, "en"));
    // Tab goes out of the editor, and each thing that it comes to is seen.
    await page.locator(".cm-content").first().focus();
    await page.keyboard.press("Control+Enter");
    await page.locator(".result-table tbody tr").first().waitFor();
    await tabTo(page, (text) => text.startsWith("Population"));
    await page.keyboard.press("Enter");
    const { data } = await answerOf<Units>(wards);
    const populations = data.administrativeUnits.nodes.map(({ population }) => population);
    const sorted = populations
      .toSorted((one, other) => one - other)
      .map((count) => count.toLocaleString("en-GB"));
    expect((await cellsOf(page)).map(([, , population]) => population)).toEqual(sorted.slice(0, 50));
    expect(await page.locator("th[aria-sort=ascending]").textContent()).toMatch(/^Population/);
    await tabTo(page, (_, label) => label === "Page 2");
    await page.keyboard.press("Enter");
    expect((await cellsOf(page)).map(([, , population]) => population)).toEqual(sorted.slice(50));
  });

  it("changes its views by arrows, and leaves the editor by Escape", async () => {
    const page = await open(addressOf(wards));
    const focused = () => page.locator(":focus").textContent();
    await page.locator(".cm-content").first().focus();
    await page.keyboard.press("Escape");
    expect(await page.locator(".cm-editor :focus").count()).toBe(0);
    await page.getByRole("tab", { name: "GraphQL" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("SQL");
    await page.getByRole("tabpanel", { name: "SQL" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("tab", { name: "Bảng" }).click();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { selected: true }).allTextContents()).toContain("Biểu đồ");
  });

  it("completes by the schema, underlines what it does not know, and tells what a field is", async () => {
    const page = await open(addressOf("{ tasks { nodes { code } } }"));
    const editor = page.locator(".cm-content").first();
    // The schema has come when it knows fields.
    await page.locator(".cost-line", { hasText: /\d/ }).waitFor();
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("{ tasks { nodes { daysO");
    const list = page.locator(".cm-tooltip-autocomplete li");
    await list.filter({ hasText: "daysOverdue" }).first().waitFor();
    await list.filter({ hasText: "daysOverdue" }).first().click();
    expect(await editor.textContent()).toContain("daysOverdue");
    await page.keyboard.type(" nothingOfTheKind");
    await page.locator(".cm-lintRange-error").first().waitFor();
    await editor.getByText("daysOverdue").hover();
    await page.locator(".cm-hover", { hasText: "Số ngày quá hạn" }).waitFor();
    expect(await page.locator(".cm-hover").textContent()).toMatch(/^daysOverdue: Int/);
  });

  it("tells what a query would cost, of the reader's own budget", async () => {
    const dear = "{ administrativeUnits(first: 126) { nodes { code authority { code } } } }";
    const page = await open(addressOf(dear, "en"));
    const estimate = await (await explorer.ask("/cost", { query: dear })).json();
    const { cost, budget } = estimate as { cost: number; budget: number };
    const told = `Cost: ${cost.toLocaleString("en")} of ${budget.toLocaleString("en")}`;
    await page.locator(".cost-line", { hasText: told }).waitFor();
    expect(cost).toBeGreaterThan(126);
  });

  it("draws a chart, and has its figures beside it", async () => {
    const page = await open(addressOf(wards));
    await page.getByRole("tab", { name: "Biểu đồ" }).click();
    await page.getByRole("button", { name: "▶ Chạy" }).click();
    await page.locator(".result-chart svg path").first().waitFor({ state: "attached" });
    const label = await page.locator(".result-chart").getAttribute("aria-label");
    expect(label).toMatch(/^Biểu đồ Cột: Dân số.* theo Tên.*, 60 điểm/);
    await page.getByText("Số liệu của biểu đồ").click();
    const { data } = await answerOf<Units>(wards);
    const drawn = data.administrativeUnits.nodes.map((unit) => [
      ...[unit.name, unit.population.toLocaleString("vi-VN")],
    ]);
    expect(await cellsOf(page)).toEqual(drawn.slice(0, 50));
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("shows the answer as it is where there is no list to make rows of", async () => {
    const page = await open(addressOf('{ administrativeUnit(code: "00004") { code name } }'));
    await page.locator(".cost-line", { hasText: /\d/ }).waitFor();
    await page.getByRole("button", { name: "▶ Chạy" }).click();
    const shown = JSON.parse((await page.locator(".result-json").textContent()) ?? "");
    expect(shown).toEqual(await answerOf('{ administrativeUnit(code: "00004") { code name } }'));
  });

  it("says what is wrong with a query, with its code's meaning in the reader's language", async () => {
    const page = await open(addressOf("{ nothingOfTheKind { nodes { code } } }"));
    await page.getByRole("button", { name: "▶ Chạy" }).click();
    const alert = page.getByRole("alert");
    expect(await alert.textContent()).toMatch(
      /^Có trường, tham số hoặc kiểu không đúng với lược đồ.*nothingOfTheKind/,
    );
  });

  it.each([
    ["csv", "csv"],
    ["xlsx", "xlsx"],
    ["ndjson", "ndjson"],
    ["json", "json"],
    ["parquet", "parquet"],
    ["arrow", "arrows"],
  ])("downloads all rows as %s", async (format, ending) => {
    const page = await open(addressOf(wards, "en"), { as: "analyst" });
    await page.getByRole("button", { name: "⭳ Download" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Format").selectOption(format);
    const coming = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Download" }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`administrativeUnits.${ending}`);
    const content = await readFile(await file.path());
    const body = { query: wards, format, language: "en", locale: "en" };
    const expected = Buffer.from(await (await explorer.ask("/tables", body, "analyst")).arrayBuffer());
    // XLSX and JSON have the time at which they were made.
    if (format === "csv" || format === "ndjson") expect(content.toString()).toBe(expected.toString());
    else expect(content.subarray(0, 4)).toEqual(expected.subarray(0, 4));
    expect(content.length).toBeGreaterThan(1_000);
    await dialog
      .getByRole("status")
      .filter({ hasText: `Downloaded: administrativeUnits.${ending}` })
      .waitFor();
  });

  it("saves a query, opens it, shares it by an address that needs no token, and deletes it", async () => {
    const page = await open(addressOf(wards), { as: "analyst" });
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Tên", exact: false }).first().fill("Dân số các phường, xã");
    expect(await dialog.getByLabel("Tên trong địa chỉ").inputValue()).toBe("dan-so-cac-phuong-xa");
    await dialog.getByRole("button", { name: "Lưu" }).click();
    await dialog.waitFor({ state: "detached" });

    const another = await open("/", { as: "analyst" });
    await another.getByRole("tab", { name: "Đã lưu" }).click();
    await another.getByLabel("Lọc theo tên").fill("dân số");
    await another.getByRole("button", { name: /^Dân số các phường, xã/ }).click();
    expect(await another.locator(".cm-content").first().textContent()).toContain("query Wards");

    await another.getByRole("button", { name: "Chia sẻ" }).click();
    const share = another.getByRole("dialog");
    await share.getByLabel("Định dạng").selectOption("csv");
    await share.getByRole("button", { name: "Tạo địa chỉ" }).click();
    const address = await share.getByLabel(/^Địa chỉ, dùng được đến/).inputValue();
    const opened = await fetch(address);
    expect([opened.status, opened.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^text\/csv/),
    ]);
    expect((await opened.text()).trim().split("\n").length).toBe(1 + 60);
    await share.getByRole("button", { name: "Thu hồi" }).click();
    await share.getByRole("button", { name: "Thu hồi" }).waitFor({ state: "detached" });
    expect((await fetch(address)).status).toBeGreaterThanOrEqual(400);
    await another.keyboard.press("Escape");
    await another.getByRole("button", { name: "Xoá", exact: true }).click();
    await another.getByRole("button", { name: "Xoá hẳn?" }).click();
    await another.getByRole("button", { name: /^Dân số các phường, xã/ }).waitFor({ state: "detached" });
  });

  it.each([
    ["phường", "AdministrativeUnit"],
    ["qua han", "Task.daysOverdue"],
    ["population", "AdministrativeUnit.population"],
  ])("finds %s in the schema", async (text, coordinate) => {
    const page = await open(addressOf(wards));
    await page.getByRole("tab", { name: "Lược đồ" }).click();
    await page.getByRole("searchbox").fill(text);
    await page.locator(".list-button code", { hasText: new RegExp(`^${coordinate}$`) }).click();
    await page.getByRole("heading", { name: coordinate.split(".")[0] ?? "" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("inserts a field of the schema into the query", async () => {
    const page = await open("/#query=%20");
    await page.getByRole("tab", { name: "Lược đồ" }).click();
    await page.getByRole("button", { name: "Chèn administrativeUnits vào truy vấn" }).click();
    const query = (await page.locator(".cm-line").allTextContents()).join("\n");
    const { data, errors } = await answerOf<Units>(query);
    expect([errors, data.administrativeUnits.nodes.length]).toEqual([undefined, 20]);
  });

  it("runs SQL over tables of the graph", async () => {
    const tables = [
      { name: "units", query: "{ administrativeUnits { nodes { code name population } } }" },
      {
        name: "cover",
        query: "{ administrativeUnits { nodes { code coverage5G { populationShare { value } } } } }",
      },
    ];
    const sql =
      "select u.name, c.* from units u join cover c using (code) order by u.population desc limit 3";
    const address = `/?lang=vi#sql=${encodeURIComponent(sql)}&tables=${encodeURIComponent(JSON.stringify(tables))}`;
    const page = await open(address, { as: "analyst" });
    await page.getByRole("button", { name: "▶ Chạy" }).click();
    await page.locator(".result-table tbody tr").first().waitFor();
    const { data } = await answerOf<Units>(
      "{ administrativeUnits(first: 126) { nodes { name population } } }",
    );
    const largest = data.administrativeUnits.nodes
      .toSorted((one, other) => other.population - one.population)
      .slice(0, 3);
    expect((await cellsOf(page)).map(([name]) => name)).toEqual(largest.map(({ name }) => name));
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("signs in by a token, says as whom, and tells when it has expired", async () => {
    const page = await open("/");
    await page.clock.install();
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    const dialog = page.getByRole("dialog");
    const enter = async (text: string) => {
      await dialog.getByRole("textbox", { name: "Mã truy cập" }).fill(text);
      await dialog.getByRole("button", { name: "Đăng nhập" }).click();
    };
    await enter("abc");
    await dialog.getByRole("alert").filter({ hasText: "Đây không phải là mã truy cập" }).waitFor();
    const good = await tokenOf("analyst");
    await enter(`${good.slice(0, -6)}AAAAAA`);
    await dialog.getByRole("alert").filter({ hasText: "Máy chủ không nhận mã này" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await enter(good);
    const account = page.getByRole("button", { name: "Tài khoản: Chuyên viên phân tích" });
    await account.click();
    expect(await page.getByRole("table").first().textContent()).toMatch(/Người dùnganalyst/);
    await page.reload();
    await account.waitFor();
    await page.clock.fastForward("02:00:00");
    await page.getByText("Mã truy cập đã hết hạn").waitFor();
    await page.getByRole("button", { name: "Đăng nhập" }).waitFor();
  });

  it.each(["vi", "en"] as const)("can be read and used on a phone (%s)", async (language) => {
    const page = await open(addressOf(overdue, language), { as: "analyst", viewport: phone });
    const found: string[] = [];
    const look = async () =>
      found.push(...(await layoutProblems(page)), ...(await accessibilityProblems(page)));
    await page.getByRole("button", { name: language === "vi" ? "▶ Chạy" : "▶ Run" }).click();
    await page.locator(".result-table tbody tr").first().waitFor();
    await look();
    const library =
      language === "vi" ? "Câu hỏi mẫu, truy vấn đã lưu, lược đồ" : "Examples, saved queries, schema";
    await page.getByRole("button", { name: library }).click();
    const panel = page.getByRole("dialog");
    await panel.getByRole("tab").nth(2).click();
    await panel.getByRole("heading", { name: "Query" }).waitFor();
    await look();
    await panel.getByRole("searchbox").fill("5G");
    await panel.locator(".list-button").first().waitFor();
    await look();
    await panel.getByRole("tab").first().click();
    await panel
      .getByRole("button")
      .filter({ hasText: language === "vi" ? "Nhiệm vụ nào" : "Which tasks" })
      .first()
      .click();
    await panel.waitFor({ state: "detached" });
    expect(found).toEqual([]);
  });

  it.each(["light", "dark"] as const)("has no problem of accessibility in the %s", async (colorScheme) => {
    const page = await open("/?lang=en", { colorScheme });
    await page.locator(".cost-line", { hasText: /\d/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it("stops a query, and a download, that do not end", async () => {
    const page = await open(addressOf(wards, "en"));
    // Requests that nobody answers.
    await page.route("**/tables", () => {});
    await page.getByRole("button", { name: "▶ Run" }).click();
    await page.getByText("Getting the data…").waitFor();
    await page.getByRole("button", { name: "■ Stop" }).click();
    await page.getByText("Run the query to see its results.").waitFor();
    await page.getByRole("button", { name: "⭳ Download" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Download" }).click();
    await dialog.getByRole("progressbar").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.getByRole("button", { name: "Download" }).waitFor();
    expect(await dialog.getByRole("alert").count()).toBe(0);
    // A network that is away is told, and no file is kept.
    await page.unroute("**/tables");
    await page.route("**/tables", (route) => route.abort("connectionreset"));
    await dialog.getByRole("button", { name: "Download" }).click();
    await dialog.getByRole("alert").filter({ hasText: "The server cannot be reached" }).waitFor();
  });

  it("keeps what is typed in the address, which opens as it was, and takes nonsense in it for nothing", async () => {
    const page = await open("/?lang=en");
    await page.locator(".cost-line", { hasText: /\d/ }).waitFor();
    await page.locator(".cm-content").first().fill("{ axes { code } }");
    await page.waitForURL(/#query=%7B%20axes/);
    const again = await open(
      new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash,
    );
    expect(await again.locator(".cm-content").first().textContent()).toBe("{ axes { code } }");
    const odd = await open('/?lang=xx#sql=1&tables=[1,{"name":2},{"name":"t"');
    expect(await odd.getByRole("tab", { selected: true }).first().isVisible()).toBe(true);
    expect(await odd.locator("html").getAttribute("lang")).toBe("vi");
  });

  it("says without JavaScript where the data is", async () => {
    const page = await open("/", { javaScriptEnabled: false });
    const links = await page
      .locator("noscript a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(new Set(links)).toEqual(new Set(["/schema.graphql", "/saved-queries"]));
    expect(await page.locator("noscript p", { hasText: "Trang tra cứu cần JavaScript" }).isVisible()).toBe(
      true,
    );
  });

  interface Units {
    administrativeUnits: { nodes: { name: string; population: number }[] };
  }

  interface OverdueTask {
    code: string;
    title: string;
    dueOn: string;
    daysOverdue: number;
    leadOrganization: { code: string; name: string } | null;
  }

  async function answerOf<Data>(query: string): Promise<{ data: Data; errors?: unknown }> {
    const response = await explorer.ask("/graphql", { query }, "analyst");
    return (await response.json()) as { data: Data; errors?: unknown };
  }
});

async function cellsOf(page: TestPage): Promise<string[][]> {
  return page
    .locator(".result-table tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
    );
}

/** Presses Tab until it comes to what is meant; as far as the page goes. */
async function tabTo(page: TestPage, isMeant: (text: string, label: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    const text = (await focused.textContent()) ?? "";
    const label = (await focused.getAttribute("aria-label")) ?? "";
    if (isMeant(text, label)) return;
  }
  throw new Error("Expected Tab to come to it; it did not in 200 presses.");
}
