import type { Language } from "../../../tables/table";

const storageKey = "graph.language";
const parameter = "lang";

/** The language of a page: as its address says (`?lang=en`), as it was chosen before, or Vietnamese. */
export function readLanguage(): Language {
  const named = new URLSearchParams(location.search).get(parameter) ?? localStorage.getItem(storageKey);
  return named === "en" ? "en" : "vi";
}

/** Keeps a choice for the next visit and in the address, so that a link opens in the language it was copied in. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  const url = new URL(location.href);
  url.searchParams.set(parameter, language);
  history.replaceState(history.state, "", url);
}
