import { Badge, Button, Group, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteQuery, type SavedQuery } from "../../api/saved-queries";
import { Empty } from "../../states/empty";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import type { DraftState } from "../query/use-draft";
import { ShareDialog } from "./share-dialog";
import { slugOf } from "./slug-of";
import { savedQueriesChanged, useSavedQueries } from "./use-saved-queries";

export interface SavedListProps {
  state: DraftState;
  /** One was opened. */
  onOpen(): void;
}

/** Saved queries: one's own, and everyone's. */
export function SavedList({ state, onOpen }: SavedListProps) {
  const { t } = useTranslation("explorer");
  const { data, error, isPending, refetch } = useSavedQueries();
  const [filter, setFilter] = useState("");
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  // With and without accents: names in addresses have none.
  const found = data.filter(({ title, name }) => `${slugOf(title)} ${name}`.includes(slugOf(filter)));
  return (
    <Stack gap="xs">
      <TextInput
        size="xs"
        label={t("saved.filter")}
        value={filter}
        onChange={({ currentTarget: { value } }) => setFilter(value)}
      />
      {data.length === 0 && <Empty>{t("saved.none")}</Empty>}
      <ul className="plain-list">
        {found.map((query) => (
          <SavedItem
            key={query.name}
            query={query}
            isOpen={state.saved?.name === query.name}
            onOpen={() => {
              state.openSaved(query);
              onOpen();
            }}
          />
        ))}
      </ul>
    </Stack>
  );
}

function SavedItem({ query, isOpen, onOpen }: { query: SavedQuery; isOpen: boolean; onOpen(): void }) {
  const { t } = useTranslation("explorer");
  const client = useQueryClient();
  const [sharing, setSharing] = useState(false);
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<unknown>();
  const remove = async () => {
    try {
      await deleteQuery(query.name);
      await savedQueriesChanged(client);
    } catch (failure) {
      setError(failure);
    }
  };
  const breaks = query.schemaProblems?.some((problem) => problem.breaks) === true;
  return (
    <li>
      <UnstyledButton className="list-button" onClick={onOpen} aria-current={isOpen}>
        <Text size="sm" fw={500}>
          {query.title}
        </Text>
        <Text size="xs" c="dimmed">
          {query.name} · {query.kind === "sql" ? "SQL" : "GraphQL"}
        </Text>
      </UnstyledButton>
      {query.schemaProblems && (
        <Badge
          color="orange"
          variant="light"
          title={query.schemaProblems.map(({ message }) => message).join("\n")}
        >
          {breaks ? t("saved.broken") : t("saved.changed")}
        </Badge>
      )}
      <Group gap={4}>
        {query.isOwn && (
          <Button size="compact-xs" variant="subtle" onClick={() => setSharing(true)}>
            {t("saved.share")}
          </Button>
        )}
        {query.mayChange && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={asks ? remove : () => setAsks(true)}
          >
            {asks ? t("saved.reallyDelete") : t("saved.delete")}
          </Button>
        )}
      </Group>
      {error !== undefined && <ErrorNotice error={error} />}
      {sharing && <ShareDialog saved={query} onClose={() => setSharing(false)} />}
    </li>
  );
}
