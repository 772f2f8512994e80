import { NativeSelect, SimpleGrid, useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResultTable } from "../../api/tables";
import { useLanguage } from "../../i18n/use-language";
import { Empty } from "../../states/empty";
import { type ChartChoice, chartKinds, chartSeries, defaultChoice, isTime } from "./chart-data";
import { chartHeight, drawChart } from "./draw-chart";
import { isNumeric } from "./format-cell";
import { ResultTableView } from "./result-table-view";

/** A table as a picture, of columns that can be chosen; the figures stand below it for who cannot see it. */
export function ResultChart({ table }: { table: ResultTable }) {
  const { t } = useTranslation("explorer");
  const [choice, setChoice] = useState(() => defaultChoice(table));
  if (!choice) return <Empty>{t("chart.noNumbers")}</Empty>;
  return (
    <>
      <ChartChoices table={table} choice={choice} onChange={setChoice} />
      <ChartImage table={table} choice={choice} />
      <details>
        <summary>{t("chart.figures")}</summary>
        <ResultTableView table={figuresOf(table, choice)} />
      </details>
    </>
  );
}

interface ChartProps {
  table: ResultTable;
  choice: ChartChoice;
}

function ChartChoices({ table, choice, onChange }: ChartProps & { onChange(choice: ChartChoice): void }) {
  const { t } = useTranslation("explorer");
  const all = table.columns.map(({ key, name }) => ({ value: key, label: name }));
  const numbers = table.columns.filter(isNumeric).map(({ key, name }) => ({ value: key, label: name }));
  const kinds = chartKinds.map((value) => ({ value, label: t(`chart.${value}`) }));
  const none = { value: "", label: t("chart.noSeries") };
  const fields = [
    { key: "kind", label: t("chart.kind"), data: kinds },
    { key: "x", label: t("chart.x"), data: all },
    { key: "y", label: t("chart.y"), data: numbers },
    { key: "series", label: t("chart.series"), data: [none, ...all] },
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" mb="xs">
      {fields.map(({ key, label, data }) => (
        <NativeSelect
          key={key}
          size="xs"
          label={label}
          data={[...data]}
          value={choice[key]}
          onChange={({ currentTarget: { value } }) => onChange({ ...choice, [key]: value } as ChartChoice)}
        />
      ))}
    </SimpleGrid>
  );
}

function ChartImage({ table, choice }: ChartProps) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const scheme = useComputedColorScheme();
  const element = useRef<HTMLDivElement>(null);
  const series = useMemo(() => chartSeries(table, choice), [table, choice]);
  const columnOf = (key: string) => table.columns.find((column) => column.key === key);
  const [x, y] = [columnOf(choice.x), columnOf(choice.y)];
  const lies =
    choice.kind === "bar" && x !== undefined && !isNumeric(x) && !isTime(x, series[0]?.points[0]?.x ?? null);
  const [xName, yName, xIsNumber] = [x?.name ?? "", y?.name ?? "", x !== undefined && isNumeric(x)];
  useEffect(() => {
    if (!element.current) return undefined;
    const colour = scheme === "dark" ? "#ced4da" : "#343a40";
    const names = { x: xName, y: yName };
    const font = getComputedStyle(element.current).fontFamily;
    return drawChart(element.current, { choice, series, names, xIsNumber, lies, language, colour, font });
  }, [choice, series, language, scheme, xName, yName, xIsNumber, lies]);
  const points = series.reduce((sum, each) => sum + each.points.length, 0);
  const label = t("chart.label", {
    kind: t(`chart.${choice.kind}`),
    x: xName,
    y: yName,
    points: String(points),
  });
  return (
    <div
      ref={element}
      className="result-chart"
      style={{ height: chartHeight({ series, lies }) }}
      role="img"
      aria-label={label}
    />
  );
}

/** The columns that are drawn, as a table. */
function figuresOf({ name, columns, rows }: ResultTable, { x, y, series }: ChartChoice): ResultTable {
  const drawn = [...new Set([x, series, y])].flatMap((key) => {
    const index = columns.findIndex((column) => column.key === key);
    return index < 0 ? [] : [index];
  });
  return {
    name,
    columns: columns.filter((_, index) => drawn.includes(index)),
    rows: rows.map((row) => row.filter((_, index) => drawn.includes(index))),
  };
}
