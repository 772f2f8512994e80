import { expectedUrl, isWebUrl, webUrlProblem } from "./web-url";

describe("a web address", () => {
  it.each([
    "https://hanoi.gov.vn",
    "HTTP://example.invalid:8080/a?b=%20#c",
    "https://[2001:db8::1]/",
    "https://công-báo.vn/tin",
    `https://a.vn/${"a".repeat(1_987)}`,
  ])("may be %s", (url) => {
    expect([isWebUrl(url), webUrlProblem("url", url)]).toEqual([true, false]);
  });

  it.each([
    "",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "ftp://example.invalid/a",
    "//example.invalid",
    "https://",
    "https://a b",
    " https://a.vn",
    "https://a.vn\n",
    "https://a.vn/\u0000",
    "https://a.vn/\ud800",
    "https://lan:secret@example.invalid/",
    "https://lan@example.invalid/",
    "https://:secret@example.invalid/",
    `https://a.vn/${"a".repeat(1_988)}`,
  ])("is refused: %j", (url) => {
    expect(isWebUrl(url)).toBe(false);
    expect(webUrlProblem("url", url)).toMatchObject({
      code: "BAD_USER_INPUT",
      message: `url: expected ${expectedUrl}; got ${JSON.stringify(url.slice(0, 50))}.`,
    });
  });

  it("may be missing", () => {
    expect([webUrlProblem("url", null), webUrlProblem("url", undefined)]).toEqual([false, false]);
  });
});
