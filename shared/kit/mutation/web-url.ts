import type { UserError } from "../graphql/user-error";
import { isStorable } from "./row-problems";
import { badField } from "./user-input-error";

const maxUrl = 2_000;

/** Ends the sentence "expected …". */
export const expectedUrl = `an http or https URL of at most ${maxUrl} characters, without blanks and passwords`;

/**
 * Whether a text is a URL that may be shown as a link. A link of another scheme, such as javascript:, would run in the
 * browser of whoever clicks it; one with a password would publish it.
 */
export function isWebUrl(text: string): boolean {
  if (text.length > maxUrl || !isStorable(text) || !/^https?:\/\/\S+$/i.test(text)) return false;
  const url = URL.parse(text);
  return (
    url !== null && ["http:", "https:"].includes(url.protocol) && url.username === "" && url.password === ""
  );
}

/** The web address of an input's field. */
export function webUrlProblem(field: string, url: string | null | undefined): UserError | false {
  if (url == null || isWebUrl(url)) return false;
  return badField(field, `expected ${expectedUrl}; got ${JSON.stringify(url.slice(0, 50))}.`);
}
