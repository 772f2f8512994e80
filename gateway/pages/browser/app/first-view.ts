import type { Language } from "../../../tables/table";

/** What a page comes with that the server has rendered: JSON in its HTML, which no browser executes. */
export interface FirstView<Answer> {
  language: Language;
  answers: Answer[];
}

const elementId = "first-view";

/** That of this page; undefined where it came empty. */
export function readFirstView<Answer>(): FirstView<Answer> | undefined {
  const text = document.getElementById(elementId)?.textContent;
  return text ? (JSON.parse(text) as FirstView<Answer>) : undefined;
}
