import type { RenderedPage } from "./page-renderer";

/** Links to style sheets, as Vite writes them. */
const styleLink = /^ *<link rel="stylesheet"[^>]* href="([^"]+)">\n/gm;

/** Paths of the style sheets that a page's HTML links to. */
export function styleSheetsOf(html: string): string[] {
  return [...html.matchAll(styleLink)].map(([, path]) => path ?? "");
}

/**
 * The HTML of a page with what was rendered of it, and what the browser makes the same of. The state is JSON in an element
 * that browsers do not execute, so that no script has to be allowed to stand in a page.
 *
 * The style sheets stand in it as well, so that what was rendered is seen when the HTML is there, and waits for nothing that
 * shares a slow network with the scripts. The links to them stay, at the end and for no medium: what loads styles for scripts
 * then finds them there, and adds none that would come after the theme's own. Throws where the HTML has no place.
 */
export function putIntoPage(
  html: string,
  styles: readonly string[],
  { html: content, state, language, title }: Pick<RenderedPage, "html" | "state" | "language" | "title">,
): string {
  const links = (html.match(styleLink) ?? [])
    .join("")
    .replaceAll('rel="stylesheet"', 'rel="stylesheet" media="not all"');
  const style = `<style>${styles.join("\n").replaceAll("</style", "<\\/style")}</style>`;
  const first = `<script type="application/json" id="first-view">${state}</script>`;
  // By functions: a text in the place of a pattern may hold patterns of its own.
  const withStyles = replaceIn(
    html.replace(styleLink, ""),
    /<link rel="icon"/,
    () => `${style}\n    <link rel="icon"`,
  );
  return replaceIn(
    replaceIn(
      replaceIn(withStyles, /<html lang="\w+"/, () => `<html lang="${language}"`),
      /<title>[^<]*<\/title>/,
      () => `<title>${escapeText(title)}</title>`,
    ),
    /<div id="root"><\/div>/,
    () => `<div id="root">${content}</div>\n    ${first}\n${links}`,
  );
}

function replaceIn(html: string, place: RegExp, by: () => string): string {
  if (!place.test(html)) throw new Error(`Expected ${place} in the page's HTML; it is not there.`);
  return html.replace(place, by);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
