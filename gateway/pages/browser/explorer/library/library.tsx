import type { EditorView } from "@codemirror/view";
import { Tabs } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../../states/error-boundary";
import { Loading } from "../../states/loading";
import type { DraftState } from "../query/use-draft";
import { SavedList } from "../saved/saved-list";
import { OpeningList } from "./opening-list";

const SchemaPanel = lazy(() =>
  import("../docs/schema-panel").then((module) => ({ default: module.SchemaPanel })),
);

const tabs = ["opening", "saved", "schema"] as const;

export interface LibraryProps {
  state: DraftState;
  /** The query's editor, while it is shown. */
  editor: EditorView | undefined;
  /** A query was opened. */
  onOpen(): void;
}

/** Where queries come from: those that people ask, those that were saved, and the schema that new ones are made of. */
export function Library({ state, editor, onOpen }: LibraryProps) {
  const { t } = useTranslation("explorer");
  const [tab, setTab] = useState<string | null>("opening");
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List aria-label={t("library.label")} grow>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each} px="xs">
            {t(`library.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <ErrorBoundary>
        <Tabs.Panel value="opening" pt="xs">
          <OpeningList state={state} onOpen={onOpen} />
        </Tabs.Panel>
        <Tabs.Panel value="saved" pt="xs">
          <SavedList state={state} onOpen={onOpen} />
        </Tabs.Panel>
        <Tabs.Panel value="schema" pt="xs">
          <Suspense fallback={<Loading />}>
            <SchemaPanel editor={editor} onInsert={onOpen} />
          </Suspense>
        </Tabs.Panel>
      </ErrorBoundary>
    </Tabs>
  );
}
