import { NativeSelect, Tabs } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResultTable, TableResult } from "../../api/tables";
import { Empty } from "../../states/empty";
import { ErrorBoundary } from "../../states/error-boundary";
import { Loading } from "../../states/loading";
import type { RunState } from "../query/use-run";
import { ResultJson } from "./result-json";
import { ResultNotes } from "./result-notes";
import { ResultTableView } from "./result-table-view";
import { RunError } from "./run-error";

export const resultViews = ["table", "chart", "json"] as const;
export type ResultView = (typeof resultViews)[number];

const ResultChart = lazy(() => import("./result-chart").then((module) => ({ default: module.ResultChart })));

export interface ResultPanelProps {
  run: RunState;
  view: ResultView;
  onView(view: ResultView): void;
}

/** The answer as a table, a chart or JSON, and what has to be known beside it. */
export function ResultPanel({ run, view, onView }: ResultPanelProps) {
  const { t } = useTranslation("explorer");
  return (
    <section aria-label={t("results.label")} aria-busy={run.running}>
      <Tabs value={view} onChange={(next) => onView(resultViews.find((each) => each === next) ?? "table")}>
        <Tabs.List aria-label={t("results.views")}>
          {resultViews.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`results.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {resultViews.map((each) => (
          <Tabs.Panel key={each} value={each} pt="xs">
            {each === view && (
              <ErrorBoundary>
                {each === "json" && run.source?.kind !== "sql" ? (
                  <JsonAnswer run={run} />
                ) : (
                  <TablesAnswer run={run} view={each} onView={onView} />
                )}
              </ErrorBoundary>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function JsonAnswer({ run }: { run: RunState }) {
  const { t } = useTranslation("explorer");
  const { answer, error } = run.json;
  if (run.running) return <Loading what={t("results.running")} />;
  if (error !== undefined) return <RunError error={error} />;
  if (!answer) return <Empty>{t("results.nothing")}</Empty>;
  return <ResultJson value={answer} />;
}

function TablesAnswer({ run, view, onView }: ResultPanelProps) {
  const { t } = useTranslation("explorer");
  const { answer, error } = run.tables;
  if (run.running) return <Loading what={t("results.running")} />;
  if (error !== undefined) return <RunError error={error} onJson={() => onView("json")} />;
  if (!answer) return <Empty>{t("results.nothing")}</Empty>;
  return <Tables result={answer} view={view} />;
}

function Tables({ result, view }: { result: TableResult; view: ResultView }) {
  const { t } = useTranslation("explorer");
  const [name, setName] = useState<string>();
  const table = result.tables.find((each) => each.name === name) ?? result.tables[0];
  if (!table) return <Empty>{t("results.noRows")}</Empty>;
  return (
    <>
      {result.tables.length > 1 && (
        <NativeSelect
          size="xs"
          label={t("results.which")}
          data={result.tables.map((each) => each.name)}
          value={table.name}
          onChange={({ currentTarget: { value } }) => setName(value)}
          mb="xs"
        />
      )}
      <TableAs table={table} view={view} />
      <ResultNotes notes={result.notes} table={table} />
    </>
  );
}

function TableAs({ table, view }: { table: ResultTable; view: ResultView }) {
  const { t } = useTranslation("explorer");
  if (view === "json") return <ResultJson value={table} />;
  if (table.rows.length === 0) return <Empty>{t("results.noRows")}</Empty>;
  // Each table has its own choice of columns, page and order.
  if (view === "table") return <ResultTableView key={table.name} table={table} />;
  return (
    <Suspense fallback={<Loading />}>
      <ResultChart key={table.name} table={table} />
    </Suspense>
  );
}
