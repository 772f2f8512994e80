import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error";
import { Loading } from "../../states/loading";
import { Notice } from "../../states/notice";
import { FormerUnit, type FormerUnitQuery, Unit } from "../documents/documents";
import { useDossierDay } from "../dossiers/use-dossier-day";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import { useLive } from "../live/use-live";
import { unitVariables } from "../view/part-variables";
import { firstDay, type View } from "../view/view";

/** One ward or commune as four departments see it. */
export function UnitPart(view: View) {
  const { code = "" } = view.address;
  const dossiers = useDossierDay(view);
  const { t } = useTranslation("dashboard");
  const { lang, count, number, percent, day: writeDay } = useFormat();
  const live = useLive(Unit, unitVariables(view, dossiers, lang));
  const unit = live.data?.administrativeUnit;
  const told = [...live.errors, ...(live.error instanceof ApiError ? live.error.errors : [])];
  const isUnknown = told.some(
    ({ extensions, path }) => extensions?.code === "NOT_FOUND" && path?.length === 1,
  );
  const before = useLive(FormerUnit, { code, lang }, { enabled: isUnknown });
  const former = before.data?.formerUnits?.nodes[0];
  if (isUnknown && before.data === undefined && before.error === null) return <Loading />;
  if (isUnknown && former) return <FormerUnitNotice former={former} />;
  const title = unit && `${unit.kind ? t(`unitKind.${unit.kind}`) : ""} ${unit.name}`;
  return (
    <>
      {title && (
        <Title order={2} size="h4">
          {title}
        </Title>
      )}
      <div className="panels">
        <Panel
          name="unit"
          live={live}
          fields={["administrativeUnit"]}
          list="administrativeUnit.applications.nodes"
          origins={({ administrativeUnit: shown }) => [
            shown?.taskStats?.origin,
            shown?.dossierStats?.origin,
            shown?.coverage5G?.origin,
            shown?.readiness?.origin,
          ]}
          sources={({ administrativeUnit: shown }) =>
            (shown?.figures ?? []).flatMap(({ sources }) => sources.map(({ source }) => source))
          }
          notes={({ administrativeUnit: shown }) => [
            t("period", { from: writeDay(firstDay), to: writeDay(dossiers.day) }),
            ...(shown?.dossierStats?.protected ? [t("states.protectedShort")] : []),
          ]}
        >
          {({ administrativeUnit: shown }) => (
            <>
              <dl className="figure-tiles">
                <FigureTile id="population" name={t("fact.population")} value={count(shown?.population)} />
                <FigureTile name={t("fact.area")} value={number(shown?.areaKm2)} />
                <FigureTile name={t("fact.density")} value={count(shown?.density)} />
                <FigureTile
                  id="unit-overdue"
                  name={t("fact.overdueTasks")}
                  value={count(shown?.taskStats?.overdue)}
                  note={`${t("columns.assigned")}: ${count(shown?.taskStats?.assigned)}`}
                  isAlarm={(shown?.taskStats?.overdue ?? 0) > 0}
                />
                <FigureTile
                  id="unit-received"
                  name={t("columns.received")}
                  value={`${shown?.dossierStats?.protected ? "≈ " : ""}${count(shown?.dossierStats?.received)}`}
                />
                <FigureTile
                  name={t("columns.onTime")}
                  value={percent(shown?.dossierStats?.onTimeRate.value)}
                />
                <FigureTile
                  name={t("columns.digitisation")}
                  value={percent(shown?.dossierStats?.digitisationRate.value)}
                />
                <FigureTile
                  name={t("columns.paidOnline")}
                  value={percent(shown?.dossierStats?.onlinePaymentRate.value)}
                />
                <FigureTile
                  name={t("columns.satisfaction")}
                  value={percent(shown?.dossierStats?.satisfactionRate.value)}
                />
                <FigureTile
                  name={`${t("columns.coverage")} (${shown?.coverage5G?.month ?? noFigure})`}
                  value={percent(shown?.coverage5G?.populationShare?.value)}
                />
                <FigureTile
                  name={t("fact.serviceIndex", { month: shown?.serviceIndex?.month ?? noFigure })}
                  value={number(shown?.serviceIndex?.total)}
                />
                <FigureTile
                  name={t("columns.enterprises")}
                  value={count(shown?.enterpriseStats?.enterprises)}
                />
              </dl>
              {shown?.authority && (
                <p>
                  {t("fact.authority")}:{" "}
                  <AddressLink to={{ part: "organization", code: shown.authority.code }}>
                    {shown.authority.name ?? shown.authority.code}
                  </AddressLink>
                </p>
              )}
              {(shown?.predecessors ?? []).length > 0 && (
                <p>
                  {t("fact.predecessors")}:{" "}
                  {(shown?.predecessors ?? [])
                    .map(({ name, district }) => `${name} (${district})`)
                    .join(", ")}
                </p>
              )}
            </>
          )}
        </Panel>
        <Panel
          name="unitReadiness"
          live={live}
          fields={["administrativeUnit"]}
          list="administrativeUnit.readiness.criteria"
          origins={({ administrativeUnit: shown }) => [shown?.readiness?.origin]}
        >
          {({ administrativeUnit: shown }) => (
            <DataTable
              caption={t("panels.unitReadiness.title")}
              rows={shown?.readiness?.criteria ?? []}
              keyOf={({ criterion }) => criterion}
              columns={[
                {
                  key: "criterion",
                  title: t("columns.criterion"),
                  cell: ({ criterion }) => t(`criterion.${criterion}`),
                },
                { key: "holds", title: t("columns.holds"), cell: ({ meets }) => t(meets ? "yes" : "no") },
                { key: "note", title: t("columns.note"), cell: ({ note }) => note ?? noFigure },
              ]}
            />
          )}
        </Panel>
      </div>
    </>
  );
}

type Former = NonNullable<FormerUnitQuery["formerUnits"]>["nodes"][number];

/** What became of a unit that does not stand any more. */
function FormerUnitNotice({ former }: { former: Former }) {
  const { t } = useTranslation("dashboard");
  const { code, name, district, successors } = former;
  return (
    <Notice kind="warning" title={t("states.retired")}>
      {t("states.former", { code, name, district })}{" "}
      {successors.map((successor, index) => (
        <span key={successor.code}>
          {index > 0 && ", "}
          <AddressLink to={{ part: "unit", code: successor.code }} size="sm">
            {successor.kind ? `${t(`unitKind.${successor.kind}`)} ${successor.name}` : successor.name}
          </AddressLink>
        </span>
      ))}
    </Notice>
  );
}
