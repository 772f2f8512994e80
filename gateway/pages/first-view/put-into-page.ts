import type { RenderedPage } from "./page-renderer";

/**
 * The HTML of a page with what was rendered of it, and what the browser makes the same of. The state is JSON in an element
 * that browsers do not execute, so that no script has to be allowed to stand in a page. Throws where the HTML has no place.
 */
export function putIntoPage(
  html: string,
  { html: content, state, language, title }: Pick<RenderedPage, "html" | "state" | "language" | "title">,
): string {
  const first = `<script type="application/json" id="first-view">${state}</script>`;
  // By functions: a text in the place of a pattern may hold patterns of its own.
  return replaceIn(
    replaceIn(
      replaceIn(html, /<html lang="\w+"/, () => `<html lang="${language}"`),
      /<title>[^<]*<\/title>/,
      () => `<title>${escapeText(title)}</title>`,
    ),
    /<div id="root"><\/div>/,
    () => `<div id="root">${content}</div>\n    ${first}`,
  );
}

function replaceIn(html: string, place: RegExp, by: () => string): string {
  if (!place.test(html)) throw new Error(`Expected ${place} in the page's HTML; it is not there.`);
  return html.replace(place, by);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
