import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CityTasksQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";

/** The tasks that have been overdue longest. */
export const OverduePanel = memo(function OverduePanel({ live }: { live: Live<CityTasksQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, day } = useFormat();
  return (
    <Panel
      name="overdue"
      live={live}
      fields={["tasks"]}
      list="tasks.nodes"
      origins={({ tasks }) => (tasks?.nodes ?? []).map(({ origin }) => origin)}
      notes={({ tasks }) =>
        (tasks?.totalCount ?? 0) > (tasks?.nodes.length ?? 0)
          ? [t("fact.ofAll", { part: count(tasks?.nodes.length), whole: count(tasks?.totalCount) })]
          : []
      }
    >
      {({ tasks }) => (
        <DataTable
          caption={t("panels.overdue.title")}
          rows={tasks?.nodes ?? []}
          keyOf={({ code }) => code}
          columns={[
            { key: "task", title: t("columns.task"), cell: ({ title }) => title },
            {
              key: "lead",
              title: t("columns.lead"),
              cell: ({ leadOrganization: { code, name } }) => (
                <AddressLink to={{ part: "organization", code }} size="sm">
                  {name ?? code}
                </AddressLink>
              ),
            },
            { key: "due", title: t("columns.dueOn"), isNumber: true, cell: ({ dueOn }) => day(dueOn) },
            {
              ...{ key: "days", title: t("columns.days"), isNumber: true },
              cell: ({ daysOverdue }) => count(daysOverdue),
            },
          ]}
        />
      )}
    </Panel>
  );
});
