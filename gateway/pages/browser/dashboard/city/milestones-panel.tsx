import { Badge } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CityMilestonesQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { SourceLink } from "../figures/source-link";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Milestones with every date that was published for them, those whose sources disagree first. */
export const MilestonesPanel = memo(function MilestonesPanel({ live }: { live: Live<CityMilestonesQuery> }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return (
    <Panel
      name="milestones"
      live={live}
      fields={["milestones"]}
      list="milestones.nodes.plans"
      origins={({ milestones }) => (milestones?.nodes ?? []).map(({ reachedOrigin }) => reachedOrigin)}
      sources={({ milestones }) =>
        (milestones?.nodes ?? []).flatMap(({ plans, reachedSource }) => [
          ...(plans ?? []).map(({ source }) => source),
          reachedSource,
        ])
      }
    >
      {({ milestones }) => (
        <DataTable
          caption={t("panels.milestones.title")}
          rows={(milestones?.nodes ?? []).toSorted(
            (one, other) => Number(other.conflicting) - Number(one.conflicting),
          )}
          keyOf={({ code }) => code}
          first={10}
          columns={[
            {
              key: "milestone",
              title: t("columns.milestone"),
              cell: ({ name, code, conflicting }) => (
                <>
                  {name ?? code}{" "}
                  {conflicting && (
                    <Badge className="origin-mark" variant="outline" size="sm">
                      {t("fact.conflicting")}
                    </Badge>
                  )}
                </>
              ),
            },
            {
              key: "dates",
              title: t("columns.dates"),
              cell: ({ plans }) => (
                <ul className="plain-list">
                  {(plans ?? []).map(({ plannedStart, plannedEnd, plannedInWords, source }) => (
                    <li key={`${source.code} ${plannedStart} ${plannedEnd}`}>
                      <strong>{daysOf(plannedStart, plannedEnd, format.day)}</strong>
                      {plannedInWords && ` (“${plannedInWords}”)`} · <SourceLink source={source} />
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              ...{ key: "reached", title: t("columns.reached"), isNumber: true },
              cell: ({ reachedOn }) => format.day(reachedOn),
            },
          ]}
        />
      )}
    </Panel>
  );
});

function daysOf(start: string | null, end: string | null, write: (day: string | null) => string): string {
  if (start === null && end === null) return noFigure;
  return start === null || end === null || start === end
    ? write(end ?? start)
    : `${write(start)} – ${write(end)}`;
}
