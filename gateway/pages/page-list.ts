/** A page: an HTML file of gateway/pages/browser/, built by Vite, and the path at which it is served. */
export interface Page {
  path: string;
  /** Name of the file without `.html`. */
  name: string;
  /** A script in `browser/` that its HTML loads first, as `/pages/NAME-early.js`. */
  early?: string;
}

/** All pages. Another one is a line here and a file of that name in `browser/`. */
export const pages: readonly Page[] = [
  { path: "/", name: "explorer" },
  { path: "/import", name: "import" },
  { path: "/schemas", name: "schemas" },
  { path: "/dashboard", name: "dashboard", early: "dashboard/live/ask-early.ts" },
];
