import { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { renderToString } from "react-dom/server";
import type { Language } from "../../../tables/table";
import type { AnsweredDocument, PageRenderer } from "../../first-view/page-renderer";
import type { ToldError } from "../api/api-error";
import type { FirstView } from "../app/first-view";
import { PageTree } from "../app/page-tree";
import { startI18n } from "../i18n/start-i18n";
import { renderAt } from "./address/current-address";
import { Dashboard } from "./dashboard";
import { collectAsked } from "./live/asked-documents";
import { type FirstAnswer, keepFirstAnswers } from "./live/first-answers";

/*
 * The dashboard as the server renders it, for the public and of answers that it is given. One page after the other: the
 * address and the language are those of all that is rendered at the moment.
 */

let started: Promise<void> | undefined;

export const render: PageRenderer = async ({ pathname, search, answers }) => {
  const language: Language = new URLSearchParams(search).get("lang") === "en" ? "en" : "vi";
  started ??= startI18n(language);
  await started;
  await i18next.changeLanguage(language);
  renderAt({ pathname, search });
  const kept = answers.flatMap(readAnswer);
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  keepFirstAnswers(client, kept);
  const { result: html, asked } = collectAsked(() =>
    renderToString(
      <PageTree client={client}>
        <Dashboard />
      </PageTree>,
    ),
  );
  const state: FirstView<FirstAnswer> = { language, answers: kept };
  return {
    ...{ html, language, asked },
    title: `${i18next.t("title", { ns: "dashboard" })} · ${i18next.t("graph")}`,
    // Nothing in it may end the element.
    state: JSON.stringify(state).replaceAll("<", "\\u003c"),
  };
};

/** None where there is no data at all: the browser asks for it again, and is told why. */
function readAnswer({ documentId, variables, body }: AnsweredDocument): FirstAnswer[] {
  const { data, errors = [] } = JSON.parse(body) as { data?: object | null; errors?: ToldError[] };
  return data ? [{ documentId, variables, data, errors }] : [];
}
