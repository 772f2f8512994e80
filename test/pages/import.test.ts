import "reflect-metadata";
import sql from "sql-template-tag";
import { describeInBrowser } from "../support/browser/installed-browser";
import {
  accessibilityProblems,
  layoutProblems,
  openBrowser,
  type PageOptions,
  phone,
  type TestBrowser,
  type TestPage,
} from "../support/browser/open-browser";
import { type GatewayBeforeTasks, startBeforeTasks } from "../support/gateway/gateway-before-tasks";
import { token } from "../support/gateway/gateway-fixture";

/* The page for files in headless Chromium, before the subgraph of tasks. */

const header = "Mã nhiệm vụ;Tên nhiệm vụ;Cấp giao;Cơ quan chủ trì;Ngày giao;Hạn hoàn thành";
const file = (...rows: string[]) => ({
  name: "nhiệm vụ.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([header, ...rows].join("\n")),
});

describeInBrowser("the page for files in a browser", () => {
  let graph: GatewayBeforeTasks;
  let browser: TestBrowser;
  const pages: TestPage[] = [];
  beforeAll(async () => {
    graph = await startBeforeTasks();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await graph?.stop();
  });
  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.context().close()));
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  async function open(
    claims: object | undefined,
    { language = "vi", ...options }: Omit<PageOptions, "signedIn"> & { language?: string } = {},
  ): Promise<TestPage> {
    const origin = graph.gateway.url;
    const signedIn = claims && { signedIn: { origin, token: await token({ sub: "văn thư", ...claims }) } };
    const page = await browser.page({ ...options, ...signedIn });
    pages.push(page);
    await page.goto(`${origin}/import?lang=${language}`);
    return page;
  }

  const stored = () =>
    graph.served.subgraph.database.rows<object>(
      sql`SELECT title, lead_organization_code AS lead FROM task WHERE code = 'TR-1'`,
    );

  it("tries a file, tells its problems by line and column, takes the right one in, and undoes it", async () => {
    const page = await open({ role: "editor", org: "SKHCN" });
    const choose = page.locator("input[type=file]");
    await choose.setInputFiles(file("TR-1;Số hóa;Thành phố;SKHCN;31/02/2025;31/12/2025"));
    await page.getByRole("button", { name: "Chạy thử" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.locator("section[aria-live] tbody td").allTextContents()).toEqual([
      ...["2", "E Ngày giao"],
      'dòng 2, cột E (Ngày giao): cần một ngày như 2025-11-14 hoặc 14/11/2025, nhưng nhận được "31/02/2025" – không có ngày này.',
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await choose.setInputFiles(file("TR-1;Số hóa;Thành phố;Sở Khoa học và Công nghệ;1/10/2025;31/12/2025"));
    await page.getByRole("button", { name: "Nhập tệp" }).click();
    await page.getByText("Đã nhập 1 dòng: 1 thêm mới, 0 thay đổi, 0 giữ nguyên.").waitFor();
    expect(await stored()).toEqual([{ title: "Số hóa", lead: "SKHCN" }]);
    const run = page.getByRole("row", { name: /nhiệm vụ\.csv \(tasks\) văn thư · SKHCN .* 1 \/ 0 \/ 0/ });
    await run.getByRole("button", { name: "Hoàn tác" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Hoàn tác" }).click();
    await run.getByText("đã hoàn tác").waitFor();
    expect(await stored()).toEqual([]);
  });

  it("offers editors what they may, and admins everything, with the template", async () => {
    const kinds = async (page: TestPage) => {
      await page.getByLabel("Kind of file").waitFor();
      return (await page.getByLabel("Kind of file").locator("option").allTextContents()).length;
    };
    const english = { language: "en" };
    expect(await kinds(await open({ role: "editor", org: "SKHCN" }, english))).toBe(1);
    const page = await open({ role: "admin" }, english);
    expect(await kinds(page)).toBeGreaterThan(5);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: /Get the template/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^[a-z-]+\.xlsx$/);
  });

  it("asks others to sign in, and fits a phone", async () => {
    const nobody = await open(undefined);
    await nobody.getByText("Đăng nhập bằng mã truy cập của đơn vị để nhập tệp.").waitFor();
    const page = await open({ role: "admin" }, { viewport: phone });
    await page.getByLabel("Loại tệp").waitFor();
    expect(await layoutProblems(page)).toEqual([]);
  });
});
