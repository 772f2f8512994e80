import "./mantine-styles";
import "./app.css";
import { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import type { ReactNode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import type { Language } from "../../../tables/table";
import { ApiError } from "../api/api-error";
import { readLanguage } from "../i18n/language";
import { startI18n } from "../i18n/start-i18n";
import { PageTree } from "./page-tree";

/** How a page goes on that the server has rendered. */
export interface Rendered {
  /** In which it was. */
  language: Language;
  /** Keeps the answers that it was rendered of. */
  keepAnswers(client: QueryClient): void;
}

/** Shows a page, with all that each page stands on; takes over what stands there where the server has rendered it. */
export async function mountPage(page: ReactNode, rendered?: Rendered): Promise<void> {
  const root = document.querySelector("#root");
  if (!root) throw new Error("Expected an element #root in the page's HTML; found none.");
  const language = readLanguage();
  i18next.on("languageChanged", (changed) => {
    document.documentElement.lang = changed;
  });
  await startI18n(language);
  const client = createQueryClient();
  rendered?.keepAnswers(client);
  // Where the script that sets the colours first did not come.
  document.documentElement.removeAttribute("data-colours");
  const tree = <PageTree client={client}>{page}</PageTree>;
  // Only the address tells the server of a language, and this browser may keep another.
  if (rendered?.language === language) hydrateRoot(root, tree);
  else createRoot(root).render(tree);
}

/** A refusal stays one however often it is asked; what may pass by itself is asked twice more. */
function createQueryClient(): QueryClient {
  const isPassing = (error: Error) =>
    !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return new QueryClient({
    defaultOptions: {
      queries: { retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: false },
    },
  });
}
