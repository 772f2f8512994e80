import { Text, UnstyledButton } from "@mantine/core";
import { type OpeningQuery, useOpeningQueries } from "../../api/use-opening-queries";
import { useLanguage } from "../../i18n/use-language";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import { type Draft, draftOf } from "../query/draft";
import type { DraftState } from "../query/use-draft";

/** What people ask, by sector; each opens in the editor. */
export function OpeningList({ state, onOpen }: { state: DraftState; onOpen(): void }) {
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
      {sectorsOf(data).map((sector) => (
        <section key={sector.name} aria-label={sector[language]}>
          <Text component="h2" size="sm" fw={700} mt="xs">
            {sector[language]}
          </Text>
          <ul className="plain-list">
            {data
              .filter((each) => each.sector.name === sector.name)
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

/** In the order in which the gateway has them. */
function sectorsOf(queries: readonly OpeningQuery[]): OpeningQuery["sector"][] {
  return [...new Map(queries.map(({ sector }) => [sector.name, sector])).values()];
}

/** As long as nothing is changed. */
function isOpen({ mode, graphql, sql }: Draft, query: OpeningQuery): boolean {
  if (query.kind === "sql") return mode === "sql" && sql.sql === query.sql;
  return mode === "graphql" && graphql.query === query.query;
}
