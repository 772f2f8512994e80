import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CityGoalsQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { ShareBar } from "../figures/share-bar";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Objectives, each with its key results below it. */
export const GoalsPanel = memo(function GoalsPanel({ live }: { live: Live<CityGoalsQuery> }) {
  const { t } = useTranslation("dashboard");
  const { percent, decimal } = useFormat();
  return (
    <Panel
      name="goals"
      live={live}
      fields={["objectives"]}
      list="objectives.nodes.keyResults"
      origins={({ objectives }) => (objectives?.nodes ?? []).map(({ origin }) => origin)}
      isPrinted
    >
      {({ objectives }) => (
        <DataTable
          caption={t("panels.goals.title")}
          rows={(objectives?.nodes ?? []).flatMap(rowsOf)}
          keyOf={({ code }) => code}
          classOf={({ isObjective }) => (isObjective ? "group-row" : undefined)}
          columns={[
            { key: "title", title: t("columns.objective"), cell: ({ title }) => title },
            {
              ...{ key: "current", title: t("columns.current"), isNumber: true },
              cell: ({ current, unit, isObjective }) => (isObjective ? "" : decimal(current, unit)),
            },
            {
              ...{ key: "target", title: t("columns.target"), isNumber: true },
              cell: ({ target, unit, isObjective }) => (isObjective ? "" : decimal(target, unit)),
            },
            {
              ...{ key: "progress", title: t("columns.progress"), isNumber: true },
              cell: ({ progress }) => (
                <>
                  {percent(progress)} {progress !== null && <ShareBar value={progress} />}
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
});

type Objective = NonNullable<CityGoalsQuery["objectives"]>["nodes"][number];

function rowsOf({ code, title, progress, keyResults }: Objective) {
  const none = { current: null, target: null, unit: null };
  return [
    { ...{ code, title, progress, isObjective: true }, ...none },
    ...(keyResults ?? []).map((keyResult) => ({
      ...{ code: keyResult.code, title: keyResult.title, progress: keyResult.progress, isObjective: false },
      ...{ current: keyResult.current, target: keyResult.target },
      unit: keyResult.indicator?.measurementUnit ?? null,
    })),
  ];
}
