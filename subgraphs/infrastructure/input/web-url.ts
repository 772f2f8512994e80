const maxUrl = 2_000;

/** Ends the sentence "expected …". */
export const expectedUrl = `an http or https URL of at most ${maxUrl} characters, without blanks and passwords`;

/**
 * Whether a text is a URL that may be shown as a link. A link of another scheme, such as javascript:, would run in
 * the browser of a user who clicks it.
 */
export function isWebUrl(text: string): boolean {
  if (text.length > maxUrl || !/^https?:\/\/\S+$/i.test(text)) return false;
  const url = URL.parse(text);
  return (
    url !== null && ["http:", "https:"].includes(url.protocol) && url.username === "" && url.password === ""
  );
}
