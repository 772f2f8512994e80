import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Organization } from "../documents/documents";
import { useDossierDay } from "../dossiers/use-dossier-day";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import { useLive } from "../live/use-live";
import { organizationVariables } from "../view/part-variables";
import { firstDay, type View } from "../view/view";

/** One department or other organization: what it leads, serves, owns and publishes. */
export function OrganizationPart(view: View) {
  const dossiers = useDossierDay(view);
  const { t } = useTranslation("dashboard");
  const { lang, count, number, percent, day: writeDay } = useFormat();
  const live = useLive(Organization, organizationVariables(view, dossiers, lang));
  const organization = live.data?.organization;
  return (
    <>
      {organization && (
        <Title order={2} size="h4">
          {organization.name ?? organization.code} ({organization.code})
        </Title>
      )}
      <div className="panels">
        <Panel
          name="organization"
          live={live}
          fields={["organization"]}
          list="organization.indicators.nodes"
          origins={({ organization: shown }) => [
            shown?.taskStats?.origin,
            shown?.dossierStats?.origin,
            shown?.itSystemStats?.origin,
            shown?.datasetStats?.origin,
          ]}
          notes={({ organization: shown }) => [
            t("period", { from: writeDay(firstDay), to: writeDay(dossiers.day) }),
            ...(shown?.dossierStats?.protected ? [t("states.protectedShort")] : []),
          ]}
        >
          {({ organization: shown }) => (
            <>
              <dl className="figure-tiles">
                {(["assigned", "completed", "underway", "overdue"] as const).map((key) => (
                  <FigureTile
                    key={key}
                    id={`organization-${key}`}
                    name={t(`columns.${key}`)}
                    value={count(shown?.taskStats?.[key])}
                    isAlarm={key === "overdue" && (shown?.taskStats?.overdue ?? 0) > 0}
                  />
                ))}
                <FigureTile
                  name={t("columns.onTimeDue")}
                  value={percent(shown?.taskStats?.onTimeRateOfDue.value)}
                />
                <FigureTile
                  name={t("columns.received")}
                  value={`${shown?.dossierStats?.protected ? "≈ " : ""}${count(shown?.dossierStats?.received)}`}
                />
                <FigureTile
                  name={t("columns.onTime")}
                  value={percent(shown?.dossierStats?.onTimeRate.value)}
                />
                <FigureTile
                  name={t("columns.satisfaction")}
                  value={percent(shown?.dossierStats?.satisfactionRate.value)}
                />
                <FigureTile
                  name={t("fact.serviceIndex", { month: shown?.serviceIndex?.month ?? noFigure })}
                  value={number(shown?.serviceIndex?.total)}
                />
                <FigureTile
                  name={t("columns.systems")}
                  value={count(shown?.itSystemStats?.systems)}
                  note={`${t("migration.MIGRATED")}: ${count(shown?.itSystemStats?.migrated)}`}
                />
                <FigureTile
                  name={t("fact.datasets")}
                  value={count(shown?.datasetStats?.datasets)}
                  note={`${t("quality.meetingAllSix")}: ${percent(shown?.datasetStats?.meetingAllSix.value)}`}
                />
              </dl>
              {shown?.unit && (
                <p>
                  {t("parts.unit")}:{" "}
                  <AddressLink to={{ part: "unit", code: shown.unit.code }}>
                    {shown.unit.name ?? shown.unit.code}
                  </AddressLink>
                </p>
              )}
              {(shown?.indicators?.nodes ?? []).length > 0 && (
                <p>
                  {t("fact.indicators")}:{" "}
                  {(shown?.indicators?.nodes ?? []).map(({ name, code: own }) => name ?? own).join("; ")}
                </p>
              )}
            </>
          )}
        </Panel>
        <Panel
          name="organizationTasks"
          live={live}
          fields={["organization"]}
          list="organization.tasks.nodes"
          origins={({ organization: shown }) => (shown?.tasks?.nodes ?? []).map(({ origin }) => origin)}
        >
          {({ organization: shown }) => (
            <DataTable
              caption={t("panels.organizationTasks.title")}
              rows={shown?.tasks?.nodes ?? []}
              keyOf={({ code: own }) => own}
              columns={[
                { key: "task", title: t("columns.task"), cell: ({ title }) => title },
                {
                  ...{ key: "due", title: t("columns.dueOn"), isNumber: true },
                  cell: ({ dueOn }) => writeDay(dueOn),
                },
                {
                  ...{ key: "days", title: t("columns.days"), isNumber: true },
                  cell: ({ daysOverdue }) => count(daysOverdue),
                },
              ]}
            />
          )}
        </Panel>
      </div>
    </>
  );
}
