import { useTranslation } from "react-i18next";
import type { DossiersQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { ShareBar } from "../figures/share-bar";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";
import { protectionNotes } from "./protection-notes";

/** Each rate with the indicator that publishes it and sets its target. */
const rates = [
  { key: "digitisation", measure: "digitisationRate", indicator: "dossiers.digitisation-rate" },
  { key: "electronic", measure: "electronicResultRate", indicator: "dossiers.electronic-result-rate" },
  { key: "paidOnline", measure: "onlinePaymentRate", indicator: "dossiers.online-payment-rate" },
  { key: "sync", measure: "syncRate", indicator: "dossiers.sync-rate" },
  { key: "satisfaction", measure: "satisfactionRate", indicator: "procedures.satisfaction-rate" },
  { key: "onTime", measure: "onTimeRate", indicator: "dossiers.on-time-rate" },
] as const;

/** The rates of all dossiers of the period against what was published, and against targets. */
export function TotalsPanel({ live }: { live: Live<DossiersQuery> }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return (
    <Panel
      name="dossierTotals"
      live={live}
      fields={["byTime"]}
      besides={["indicators"]}
      list="byField.rows"
      origins={({ byTime }) => [byTime?.totals.origin]}
      sources={({ indicators }) =>
        (indicators?.nodes ?? [])
          .filter(({ code }) => rates.some(({ indicator }) => indicator === code))
          .flatMap(({ latest, targets }) => [
            latest?.source,
            ...(targets?.nodes ?? []).map(({ source }) => source),
          ])
      }
      notes={({ byTime }) => [
        ...protectionNotes(t, byTime),
        ...(byTime?.dataThrough ? [t("states.through", { day: format.day(byTime.dataThrough) })] : []),
      ]}
      isPrinted
    >
      {({ byTime, indicators }) => {
        const totals = byTime?.totals;
        const indicatorOf = (code: string) => indicators?.nodes.find((each) => each.code === code);
        return (
          <>
            <dl className="figure-tiles">
              {(["received", "resolved", "pending", "overdue"] as const).map((key) => (
                <FigureTile
                  key={key}
                  id={`dossiers-${key}`}
                  name={t(`columns.${key}`)}
                  value={format.count(totals?.[key])}
                />
              ))}
            </dl>
            <DataTable
              caption={t("panels.dossierTotals.title")}
              rows={rates}
              keyOf={({ key }) => key}
              columns={[
                { key: "name", title: t("columns.fact"), cell: ({ key }) => t(`columns.${key}`) },
                {
                  ...{ key: "rate", title: t("columns.rate"), isNumber: true },
                  cell: ({ measure, indicator }) => (
                    <>
                      {format.percent(totals?.[measure].value)}{" "}
                      <ShareBar
                        value={totals?.[measure].value}
                        target={numberOf(indicatorOf(indicator)?.targets?.nodes[0]?.value)}
                      />
                    </>
                  ),
                },
                {
                  ...{ key: "of", title: t("columns.note"), isNumber: true },
                  cell: ({ measure }) =>
                    t("fact.ofAll", {
                      part: format.count(totals?.[measure].numerator),
                      whole: format.count(totals?.[measure].denominator),
                    }),
                },
                {
                  ...{ key: "published", title: t("columns.publishedValue"), isNumber: true },
                  cell: ({ indicator }) => format.decimal(indicatorOf(indicator)?.latest?.value, "ratio"),
                },
                {
                  key: "target",
                  title: t("columns.target"),
                  cell: ({ indicator }) => {
                    const target = indicatorOf(indicator)?.targets?.nodes[0];
                    return target
                      ? t("target", {
                          value: format.decimal(target.value, "ratio"),
                          day: format.day(target.dueOn),
                        })
                      : t("noTarget");
                  },
                },
              ]}
            />
          </>
        );
      }}
    </Panel>
  );
}

function numberOf(value: string | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
