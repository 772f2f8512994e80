import { useTranslation } from "react-i18next";
import type { DossierPlacesQuery } from "../documents/documents";
import { type Column, DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";
import { countIn } from "./count-in";

type UnitRow = NonNullable<DossierPlacesQuery["byUnit"]>["rows"][number];
type OrganizationRow = NonNullable<DossierPlacesQuery["byOrganization"]>["rows"][number];

/** Dossiers by ward or commune, and by the organization that answers for them. */
export function PlacesPanels({ live }: { live: Live<DossierPlacesQuery> }) {
  const { t } = useTranslation("dashboard");
  const figures = useFigureColumns();
  const note = (rows: readonly { protected: boolean }[] | undefined) =>
    rows?.some((row) => row.protected) ? [t("states.protectedShort")] : [];
  return (
    <>
      <Panel
        name="dossierUnits"
        live={live}
        fields={["byUnit"]}
        list="byUnit.rows"
        origins={({ byUnit }) => (byUnit?.rows ?? []).map(({ measures }) => measures.origin)}
        notes={({ byUnit }) => note(byUnit?.rows)}
      >
        {({ byUnit }) => (
          <DataTable<UnitRow>
            caption={t("panels.dossierUnits.title")}
            rows={byUnit?.rows ?? []}
            keyOf={({ unit }) => unit?.code ?? ""}
            first={10}
            columns={[
              {
                key: "unit",
                title: t("columns.unit"),
                cell: ({ unit }) =>
                  unit ? (
                    <AddressLink to={{ part: "unit", code: unit.code }} size="sm">
                      {unit.kind ? `${t(`unitKind.${unit.kind}`)} ${unit.name}` : unit.name}
                    </AddressLink>
                  ) : (
                    t("unitKind.CITY")
                  ),
              },
              ...figures,
            ]}
          />
        )}
      </Panel>
      <Panel
        name="dossierOrganizations"
        live={live}
        fields={["byOrganization"]}
        list="byOrganization.rows"
        origins={({ byOrganization }) => (byOrganization?.rows ?? []).map(({ measures }) => measures.origin)}
        notes={({ byOrganization }) => note(byOrganization?.rows)}
      >
        {({ byOrganization }) => (
          <DataTable<OrganizationRow>
            caption={t("panels.dossierOrganizations.title")}
            rows={byOrganization?.rows ?? []}
            keyOf={({ organization }) => organization?.code ?? ""}
            first={10}
            columns={[
              {
                key: "organization",
                title: t("columns.organization"),
                cell: ({ organization }) =>
                  organization ? (
                    <AddressLink to={{ part: "organization", code: organization.code }} size="sm">
                      {organization.name ?? organization.code}
                    </AddressLink>
                  ) : (
                    noFigure
                  ),
              },
              ...figures,
            ]}
          />
        )}
      </Panel>
    </>
  );
}

function useFigureColumns(): Column<UnitRow | OrganizationRow>[] {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return [
    ...(["received", "overdue"] as const).map((key) => ({
      ...{ key, title: t(`columns.${key}`), isNumber: true },
      cell: (row: UnitRow | OrganizationRow) => countIn(row, key, format),
    })),
    ...(
      [
        ["onTime", "onTimeRate"],
        ["digitisation", "digitisationRate"],
        ["paidOnline", "onlinePaymentRate"],
        ["satisfaction", "satisfactionRate"],
      ] as const
    ).map(([key, rate]) => ({
      ...{ key, title: t(`columns.${key}`), isNumber: true },
      cell: ({ measures }: UnitRow | OrganizationRow) => format.percent(measures[rate].value),
    })),
  ];
}
