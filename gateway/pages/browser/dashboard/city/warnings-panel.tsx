import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CityTasksQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";
import { daysLater, mondayOf } from "../view/view";

/** Who leads overdue tasks at the end of the week, and for how many weeks in a row. */
export const WarningsPanel = memo(function WarningsPanel({ live }: { live: Live<CityTasksQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, day } = useFormat();
  return (
    <Panel
      name="warnings"
      live={live}
      fields={["warningList"]}
      list="warningList.entries"
      origins={({ warningList }) => (warningList?.entries ?? []).map(({ origin }) => origin)}
      notes={({ warningList }) => {
        if (!warningList) return [];
        const { week, asOf, isPartial } = warningList;
        return [t(isPartial ? "states.partialWeek" : "states.wholeWeek", { week, day: day(asOf) })];
      }}
      isPrinted
    >
      {({ warningList }) => (
        <>
          <DataTable
            caption={`${t("panels.warnings.title")} ${warningList?.week}`}
            rows={warningList?.entries ?? []}
            keyOf={({ organization }) => organization.code}
            first={12}
            isPrintedWhole
            columns={[
              {
                key: "organization",
                title: t("columns.organization"),
                cell: ({ organization: { code, name } }) => (
                  <AddressLink to={{ part: "organization", code }} size="sm">
                    {name ?? code}
                  </AddressLink>
                ),
              },
              {
                ...{ key: "overdue", title: t("columns.overdue"), isNumber: true },
                cell: ({ overdueCount }) => count(overdueCount),
              },
              {
                ...{ key: "weeks", title: t("columns.weeks"), isNumber: true },
                cell: ({ consecutiveWeeks }) => count(consecutiveWeeks),
              },
              {
                ...{ key: "days", title: t("columns.maxDays"), isNumber: true },
                cell: ({ maxDaysOverdue }) => count(maxDaysOverdue),
              },
            ]}
          />
          {warningList && (
            <AddressLink
              to={{ day: daysLater(mondayOf(warningList.asOf), -1) }}
              size="sm"
              className="not-printed"
            >
              {t("lastWeek")}
            </AddressLink>
          )}
        </>
      )}
    </Panel>
  );
});
