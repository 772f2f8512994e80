import { type PageFixture, startPageFixture } from "./page-fixture";

/** The explorer is there when its editor is. */
export function startExplorer(): Promise<PageFixture> {
  return startPageFixture("/", (page) => page.locator(".cm-content").first().waitFor());
}

/** The address of the explorer with a query in it. */
export function addressOf(query: string, language: "vi" | "en" = "vi"): string {
  return `/?lang=${language}#query=${encodeURIComponent(query)}`;
}
