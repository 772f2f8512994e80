import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InnovationQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";
import { pillarScores } from "./pillar-scores";

export interface IndicesPanelProps {
  live: Live<InnovationQuery>;
  /** Today is shown: editions cannot be looked back on. */
  isOfNow: boolean;
}

/** PII and DTI: ranks of their editions, and the scores of their components by pillar. */
export function IndicesPanel({ live, isOfNow }: IndicesPanelProps) {
  const { t } = useTranslation("dashboard");
  const { number, count, decimal } = useFormat();
  return (
    <Panel
      name="indices"
      live={live}
      fields={["compositeIndices"]}
      list="compositeIndices.nodes.editions.nodes"
      origins={({ compositeIndices }) =>
        (compositeIndices?.nodes ?? []).flatMap(({ editions }) =>
          (editions?.nodes ?? []).flatMap(({ origin, results }) => [
            origin,
            ...results.map((result) => result.origin),
          ]),
        )
      }
      sources={({ compositeIndices }) =>
        (compositeIndices?.nodes ?? []).flatMap(({ editions }) =>
          (editions?.nodes ?? []).map(({ source }) => source),
        )
      }
      notes={() => (isOfNow ? [] : [t("states.notAsOf")])}
    >
      {({ compositeIndices }) =>
        compositeIndices?.nodes.map((index) => {
          const scores = pillarScores(index);
          return (
            <div key={index.code}>
              <Title order={4} size="h6">
                {index.code} · {index.name}
              </Title>
              <dl className="figure-tiles">
                {(index.editions?.nodes ?? []).map(({ year, rank, score, fieldSize }) => (
                  <FigureTile
                    key={year}
                    id={`${index.code}-${year}`}
                    name={String(year)}
                    value={
                      rank === null ? "–" : t("fact.rankOf", { rank: String(rank), size: String(fieldSize) })
                    }
                    note={
                      score === null ? undefined : `${t("columns.score")}: ${decimal(String(score), null)}`
                    }
                  />
                ))}
              </dl>
              {scores.length > 0 && (
                <DataTable
                  caption={`${index.code}: ${t("columns.pillar")}`}
                  rows={scores}
                  keyOf={({ code }) => code}
                  columns={[
                    { key: "pillar", title: t("columns.pillar"), cell: ({ name }) => name },
                    { key: "year", title: t("columns.year"), isNumber: true, cell: ({ year }) => year },
                    {
                      ...{ key: "score", title: t("columns.averageScore"), isNumber: true },
                      cell: ({ average }) => number(average),
                    },
                    {
                      ...{ key: "components", title: t("columns.components"), isNumber: true },
                      cell: ({ components }) => count(components),
                    },
                  ]}
                />
              )}
            </div>
          );
        })
      }
    </Panel>
  );
}
