import { parse } from "graphql";
import type { Labels } from "../../labels/labels";
import { chooseOperation } from "../../pipeline/choose-operation";
import { selectedFigures } from "../../provenance/selected-figures";
import type { TableRequest } from "../../tables/table";
import type { AssistantGraph } from "./tool-call";

/** What a number of a table means that SQL has read. */
export interface TableFigure {
  table: string;
  path: string;
  coordinate: string;
  meaning: string;
  vi: string | null;
}

const [most, longest] = [60, 300];

/** Of tables whose queries have been answered: what their numbers mean, and which of them cannot tell their origin. */
export function tableFigures(
  { schema, labels }: Pick<AssistantGraph, "schema" | "labels">,
  tables: Readonly<Record<string, TableRequest>>,
): { figures: TableFigure[]; remarks: string[] } {
  const figures: TableFigure[] = [];
  const remarks: string[] = [];
  for (const [table, { query, operationName }] of Object.entries(tables)) {
    const document = parse(query);
    const selected = selectedFigures(schema, document, chooseOperation(document, operationName));
    figures.push(...selected.map((figure) => describe(table, figure, labels)));
    const silent = selected.filter(({ canTellOrigin }) => !canTellOrigin).map(({ path }) => path);
    if (silent.length > 0) {
      remarks.push(
        `${table}: the graph does not say where ${silent.join(", ")} come from; do not quote them as published.`,
      );
    }
  }
  return { figures: figures.slice(0, most), remarks };
}

function describe(
  table: string,
  { path, coordinate, meaning }: { path: string; coordinate: string; meaning: string },
  labels: Labels,
): TableFigure {
  const shown = meaning.length > longest ? `${meaning.slice(0, longest - 1)}…` : meaning;
  return { table, path, coordinate, meaning: shown, vi: labels.of(coordinate)?.name ?? null };
}
