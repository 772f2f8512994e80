import { describeInBrowser } from "../support/browser/installed-browser";
import {
  accessibilityProblems,
  layoutProblems,
  openBrowser,
  phone,
  type TestBrowser,
  type TestPage,
} from "../support/browser/open-browser";
import { token } from "../support/gateway/gateway-fixture";
import {
  type RegistryFixture,
  startRegistryFixture,
  wardResolvers,
  wardTypes,
} from "../support/registry/registry-fixture";

/* The page of schemas in headless Chromium, over two subgraphs of which one has been published. */

describeInBrowser("the page of schemas in a browser", () => {
  let fixture: RegistryFixture;
  let browser: TestBrowser;
  const pages: TestPage[] = [];
  beforeAll(async () => {
    fixture = await startRegistryFixture();
    await fixture.query("query Old { wards { secret } }", { name: "old-board", version: "1.0" });
    const [gateway] = fixture.gateways.splice(0, 1);
    await gateway?.stop();
    fixture.gateways.push(await fixture.startGateway());
    const body = {
      schema: fixture.wards.ship(`${wardTypes} extend type Ward { mayor: String }`, wardResolvers),
    };
    await fixture.ask("POST", "/schemas/wards", { as: "owner", body });
    await fixture.ask("POST", "/schemas/wards/check", {
      as: "owner",
      body: { schema: fixture.wards.sdl.replace(/secret: String @deprecated\([^)]*\)/, "") },
    });
    await fixture.untilServed(1);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await fixture?.stop();
  });
  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.context().close()));
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  async function open(
    claims: object | undefined,
    language: "vi" | "en",
    viewport?: typeof phone,
  ): Promise<TestPage> {
    const origin = fixture.gateways[0]?.url ?? "";
    const signedIn = claims && { signedIn: { origin, token: await token({ sub: "chi", ...claims }) } };
    const page = await browser.page({ ...signedIn, ...(viewport && { viewport }) });
    pages.push(page);
    await page.goto(`${origin}/schemas?lang=${language}`);
    return page;
  }

  it("shows who uses what is deprecated, versions and checks, in both languages", async () => {
    const page = await open({ role: "editor", org: "SKHCN" }, "vi");
    await page.getByRole("heading", { name: "Thành phần không nên dùng nữa" }).waitFor();
    const rows = await page.locator("tbody tr").allTextContents();
    expect(rows).toEqual([
      expect.stringMatching(/^schools1chỉ quản trị viên1: .* · files$/),
      expect.stringMatching(/^wards2SKHCN · it@skhcn\.test2: .* · chi1: .* · files$/),
      expect.stringMatching(
        /^Ward\.secretwards: Nobody needs it\.old-board 1\.0 · Old · 1 lần, lần cuối .*$/,
      ),
      expect.stringMatching(/^wardsbị từ chối.* · chiWard\.secret is gone\. .*old-board 1\.0/),
    ]);
    await page.getByText(/^Đồ thị số 1, .*, do chi\. Mọi tiến trình đang phục vụ đồ thị này\.$/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const english = await open({ role: "admin" }, "en");
    await english.getByRole("heading", { name: "Recent checks" }).waitFor();
    expect(await english.locator("tbody tr").last().textContent()).toContain("refused");
  });

  it("asks others to sign in, and fits a phone", async () => {
    const nobody = await open(undefined, "en");
    await nobody.getByText("Sign in with your organization's token to see schemas.").waitFor();
    const page = await open({ role: "admin" }, "vi", phone);
    await page.getByRole("heading", { name: "Phân hệ" }).waitFor();
    expect(await layoutProblems(page)).toEqual([]);
  });
});
