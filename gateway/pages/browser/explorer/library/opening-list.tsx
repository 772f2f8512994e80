import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type OpeningQuery, useOpeningQueries } from "../../api/use-opening-queries";
import { useLanguage } from "../../i18n/use-language";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import { emptyDraft } from "../draft";
import type { DraftState } from "../use-draft";

const sectors = ["city", "tasks", "procedures", "innovation", "infrastructure"] as const;

/** What people ask, by sector; each opens in the editor. */
export function OpeningList({ state, onOpen }: { state: DraftState; onOpen(): void }) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const { data, error, refetch } = useOpeningQueries();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const open = ({ query }: OpeningQuery) => {
    state.open({ ...emptyDraft, graphql: { query, variables: "" } });
    onOpen();
  };
  return (
    <>
      {sectors.map((sector) => (
        <section key={sector} aria-label={t(`sectors.${sector}`)}>
          <Text component="h3" size="sm" fw={700} mt="xs">
            {t(`sectors.${sector}`)}
          </Text>
          <ul className="plain-list">
            {data
              .filter((each) => each.sector === sector)
              .map((each) => (
                <li key={each.file}>
                  <UnstyledButton
                    className="list-button"
                    onClick={() => open(each)}
                    aria-current={state.draft.graphql.query === each.query}
                  >
                    <Text size="sm">{each.title[language]}</Text>
                  </UnstyledButton>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
