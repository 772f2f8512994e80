/** Most UTF-16 units in a cell of a spreadsheet. */
export const longestText = 32_767;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const special = /[&<>"\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
const each = new RegExp(`[\\ud800-\\udbff][\\udc00-\\udfff]|${special.source}`, "g");

/**
 * A text of SpreadsheetML. Characters that XML does not have, and a carriage return, which it reads as a line feed, are
 * written `_x000D_`; a text that looks so by itself has its underscore written so (ECMA-376 part 1, 22.9.2.19). Halves of
 * surrogates, which are no characters, become U+FFFD.
 */
export function xmlText(text: string): string {
  return special.test(text) ? text.replace(each, escaped) : text;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(found: string): string {
  const entity = entities[found];
  if (entity !== undefined) return entity;
  if (found.startsWith("_x")) return `_x005F${found}`;
  const code = found.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return found.length === 2 ? found : "\ufffd";
  return `_x${code.toString(16).toUpperCase().padStart(4, "0")}_`;
}

/** Texts that need nothing of what follows: nearly all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const notPlain = /[&<>"_\u0000-\u001f\ud800-\uffff]|^\s|\s$|\s\s/;

/** The element of a text in a cell; blanks at its ends count. */
export function textElement(text: string): string {
  if (!notPlain.test(text)) return `<t>${text}</t>`;
  return /^\s|\s$|\s\s|[\t\n]/.test(text)
    ? `<t xml:space="preserve">${xmlText(text)}</t>`
    : `<t>${xmlText(text)}</t>`;
}
