import { useTranslation } from "react-i18next";
import { Figures, type FiguresQuery } from "../documents/documents";
import { type Column, DataTable } from "../figures/data-table";
import { OriginMark } from "../figures/origin-mark";
import { Panel } from "../figures/panel";
import { SourceLink } from "../figures/source-link";
import { type Format, noFigure, useFormat } from "../figures/use-format";
import { useLive } from "../live/use-live";
import type { View } from "../view/view";

type Row = NonNullable<FiguresQuery["indicators"]>["nodes"][number];
type Published = NonNullable<Row["latest"]> | NonNullable<Row["conflicts"]>[number]["observations"][number];

/** Every indicator as it was published and as its sector computes it, with sources that disagree side by side. */
export function FiguresPart({ asOf }: View) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const live = useLive(Figures, { lang: format.lang });
  const { decimal, day, period } = format;
  const written = (figure: Pick<Published, "value" | "qualifier">, unit: string | null) =>
    t(`qualifier.${figure.qualifier}`, { value: decimal(figure.value, unit) });
  const columns: Column<Row>[] = [
    {
      key: "indicator",
      title: t("columns.indicator"),
      cell: ({ code, name, definition }) => (
        <span id={`indicator-${code}`} title={definition ?? undefined}>
          {name ?? code}
        </span>
      ),
    },
    {
      key: "published",
      title: t("columns.publishedValue"),
      cell: ({ latest, measurementUnit, conflicts }) =>
        conflicts && conflicts.length > 0 ? (
          <Conflicts {...{ conflicts, format }} write={(figure) => written(figure, measurementUnit)} />
        ) : latest ? (
          <>
            <strong>{written(latest, measurementUnit)}</strong> ({period(latest.period)})
          </>
        ) : (
          noFigure
        ),
    },
    {
      key: "source",
      title: t("columns.source"),
      cell: ({ latest }) => <SourceLink source={latest?.source} />,
    },
    {
      key: "computed",
      title: t("columns.computedValue"),
      cell: ({ latest, measurementUnit }) =>
        latest?.computed ? (
          <>
            <strong>{decimal(latest.computed.value, measurementUnit)}</strong>{" "}
            <OriginMark origins={[latest.computed.origin]} />
          </>
        ) : (
          t("fact.noComputed")
        ),
    },
    {
      ...{ key: "difference", title: t("columns.difference"), isNumber: true },
      cell: ({ latest, measurementUnit }) => decimal(latest?.computed?.difference, measurementUnit),
    },
    {
      key: "target",
      title: t("columns.target"),
      cell: ({ targets, measurementUnit }) =>
        targets?.nodes
          .filter(({ value }) => value !== null)
          .map((target) =>
            t("target", { value: decimal(target.value, measurementUnit), day: day(target.dueOn) }),
          )
          .join("; ") || noFigure,
    },
  ];
  return (
    <div className="panels">
      <Panel
        name="figures"
        live={live}
        fields={["indicators"]}
        list="indicators.nodes"
        origins={({ indicators }) =>
          (indicators?.nodes ?? []).flatMap(({ latest }) => [latest?.origin, latest?.computed?.origin])
        }
        sources={({ indicators }) => (indicators?.nodes ?? []).map(({ latest }) => latest?.source)}
        notes={() => (asOf === null ? [] : [t("states.notAsOf")])}
      >
        {({ indicators }) => (
          <DataTable
            caption={t("panels.figures.title")}
            rows={(indicators?.nodes ?? []).toSorted((one, other) => conflictsOf(other) - conflictsOf(one))}
            keyOf={({ code }) => code}
            columns={columns}
          />
        )}
      </Panel>
    </div>
  );
}

/** Those that disagree come first: they are what somebody has to decide. */
function conflictsOf({ conflicts }: Row): number {
  return conflicts?.length ? 1 : 0;
}

interface ConflictsProps {
  conflicts: NonNullable<Row["conflicts"]>;
  format: Format;
  write(figure: Pick<Published, "value" | "qualifier">): string;
}

/** Published figures of one period that disagree: each with its source, none chosen. */
function Conflicts({ conflicts, format, write }: ConflictsProps) {
  const { t } = useTranslation("dashboard");
  return (
    <>
      <span>{t("fact.conflicts")}</span>
      <ul className="plain-list">
        {conflicts.flatMap(({ period, observations }) =>
          observations.map((observation) => (
            <li key={`${period} ${observation.source?.code} ${observation.value}`}>
              <strong>{write(observation)}</strong> ({format.period(period)}) ·{" "}
              <SourceLink source={observation.source} />
            </li>
          )),
        )}
      </ul>
    </>
  );
}
