import type { EditorView } from "@codemirror/view";
import { Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSchema } from "../../api/use-schema";
import type { DraftState } from "../query/use-draft";
import { type AnswerForm, useRun } from "../query/use-run";
import { ResultPanel, type ResultView } from "../results/result-panel";
import { SqlWorkspace } from "../sql/sql-workspace";
import { GraphqlWorkspace } from "./graphql-workspace";
import { RunBar } from "./run-bar";
import { selectsList } from "./selects-list";

export interface WorkspaceProps {
  state: DraftState;
  /** The query's editor, where the schema's panel inserts fields. */
  onView: (view: EditorView | undefined) => void;
}

/** The editors, and what comes of them. */
export function Workspace({ state, onView }: WorkspaceProps) {
  const { t } = useTranslation("explorer");
  const { draft, change } = state;
  const [view, setView] = useState<ResultView>("table");
  const run = useRun();
  const { schema } = useSchema();
  const runNow = () => {
    // One ward is no table: its answer is shown as it is, and not an error in its place.
    const isTable = draft.mode === "sql" || !schema || selectsList(schema, draft.graphql.query);
    const shown = isTable ? view : "json";
    setView(shown);
    run.run(draft, formOf(shown));
  };
  const changeView = (next: ResultView) => {
    setView(next);
    run.show(formOf(next));
  };
  return (
    <div className="workspace">
      <Tabs
        value={draft.mode}
        onChange={(mode) => change({ ...draft, mode: mode === "sql" ? "sql" : "graphql" })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t("modes.label")}>
          <Tabs.Tab value="graphql">{t("modes.graphql")}</Tabs.Tab>
          <Tabs.Tab value="sql">{t("modes.sql")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="graphql" pt="xs">
          <GraphqlWorkspace
            draft={draft.graphql}
            onChange={(graphql) => change({ ...draft, graphql })}
            onRun={runNow}
            onView={onView}
          />
        </Tabs.Panel>
        <Tabs.Panel value="sql" pt="xs">
          <SqlWorkspace draft={draft.sql} onChange={(sql) => change({ ...draft, sql })} onRun={runNow} />
        </Tabs.Panel>
      </Tabs>
      <RunBar state={state} run={run} onRun={runNow} />
      <ResultPanel run={run} view={view} onView={changeView} />
    </div>
  );
}

function formOf(view: ResultView): AnswerForm {
  return view === "json" ? "json" : "tables";
}
