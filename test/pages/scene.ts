import type { Page } from "playwright-core";

/** A picture of a page: where it is opened, and what is done before it is taken. */
export interface Scene {
  name: string;
  language: "vi" | "en";
  width: "desktop" | "phone";
  /** Path, query and hash; the language is added to the query. */
  address: string;
  /** Of the whole page, however long it is; of what the window shows otherwise. */
  isWhole?: boolean;
  show(page: Page): Promise<void>;
}
