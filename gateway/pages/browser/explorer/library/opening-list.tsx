import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type OpeningQuery, useOpeningQueries } from "../../api/use-opening-queries";
import { useLanguage } from "../../i18n/use-language";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import { type Draft, draftOf } from "../query/draft";
import type { DraftState } from "../query/use-draft";

const sectors = ["city", "tasks", "procedures", "innovation", "infrastructure"] as const;

/** What people ask, by sector; each opens in the editor. */
export function OpeningList({ state, onOpen }: { state: DraftState; onOpen(): void }) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const { data, error, refetch } = useOpeningQueries();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const open = (query: OpeningQuery) => {
    state.open(draftOf(query));
    onOpen();
  };
  return (
    <>
      {sectors
        .filter((sector) => data.some((each) => each.sector === sector))
        .map((sector) => (
          <section key={sector} aria-label={t(`sectors.${sector}`)}>
            <Text component="h2" size="sm" fw={700} mt="xs">
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
                      aria-current={isOpen(state.draft, each)}
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

/** As long as nothing is changed. */
function isOpen({ mode, graphql, sql }: Draft, query: OpeningQuery): boolean {
  if (query.kind === "sql") return mode === "sql" && sql.sql === query.sql;
  return mode === "graphql" && graphql.query === query.query;
}
