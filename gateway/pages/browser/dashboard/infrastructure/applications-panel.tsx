import { useTranslation } from "react-i18next";
import type { InfrastructureQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";

export interface ApplicationsPanelProps {
  live: Live<InfrastructureQuery>;
  /** Today is shown: applications cannot be looked back on. */
  isOfNow: boolean;
}

/** Applications by how many wards and communes use them. */
export function ApplicationsPanel({ live, isOfNow }: ApplicationsPanelProps) {
  const { t } = useTranslation("dashboard");
  const { count } = useFormat();
  return (
    <Panel
      name="applications"
      live={live}
      fields={["applications"]}
      list="applications.nodes"
      origins={({ applications }) => (applications?.nodes ?? []).map(({ origin }) => origin)}
      notes={() => (isOfNow ? [] : [t("states.notAsOf")])}
    >
      {({ applications }) => (
        <DataTable
          caption={t("panels.applications.title")}
          rows={(applications?.nodes ?? []).toSorted((one, other) => other.unitCount - one.unitCount)}
          keyOf={({ code }) => code}
          first={12}
          columns={[
            { key: "application", title: t("columns.application"), cell: ({ name }) => name },
            {
              key: "owner",
              title: t("columns.owner"),
              cell: ({ owner: { code, name } }) => (
                <AddressLink to={{ part: "organization", code }} size="sm">
                  {name ?? code}
                </AddressLink>
              ),
            },
            {
              ...{ key: "units", title: t("columns.units"), isNumber: true },
              cell: ({ unitCount }) => count(unitCount),
            },
            {
              key: "replaced",
              title: t("columns.replacedBy"),
              cell: ({ replacedBy }) => replacedBy?.name ?? noFigure,
            },
          ]}
        />
      )}
    </Panel>
  );
}
