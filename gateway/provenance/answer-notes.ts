import { type GraphQLSchema, isEnumType } from "graphql";
import type { Labels } from "../labels/labels";
import type { SelectedFigure } from "./selected-figures";
import type { Provenance } from "./take-provenance";

/** What has to be said wherever figures of an answer are quoted. */
export interface AnswerNotes {
  /** Sentences, the gravest first. */
  remarks: string[];
  /** When it was asked, ISO 8601. */
  askedAt: string;
  /** Of whoever asked. */
  role: string;
  origins: Provenance["origins"];
  days: Provenance["days"];
  sources: Provenance["sources"];
  /** What the numbers are, by where they stand in the answer. */
  figures: { path: string; coordinate: string; meaning: string; vi: string | null }[];
  /** Paths of numbers of which the answer does not say where they come from. */
  originNotTold: string[];
}

export interface AnswerNotesOptions {
  schema: GraphQLSchema;
  labels: Labels;
  provenance: Provenance;
  figures: readonly SelectedFigure[];
  askedAt: string;
  role: string;
}

const [mostFigures, mostSources, mostDays, longestMeaning] = [60, 30, 5, 300];

/** Of a real answer: what its rows say of themselves, and what the schema says of the numbers that are in it. */
export function answerNotes(options: AnswerNotesOptions): AnswerNotes {
  const { schema, labels, provenance, askedAt, role } = options;
  const { origins, sources, days, seenPaths } = provenance;
  const figures = options.figures.filter(({ path }) => seenPaths.has(path));
  // By the rows that came, not by the schema: a group has an origin only where its rows have one.
  const isTold = (path: string) => origins.some((each) => path.startsWith(`${each.path}.`));
  const originNotTold = figures.flatMap(({ path }) => (isTold(path) ? [] : [path]));
  return {
    remarks: remarksOf(schema, provenance, originNotTold, figures.length),
    ...{ askedAt, role, origins },
    days: days.map((each) => ({ ...each, values: each.values.slice(-mostDays) })),
    sources: sources.slice(0, mostSources),
    figures: figures.slice(0, mostFigures).map(({ path, coordinate, meaning }) => ({
      ...{ path, coordinate, meaning: shortened(meaning, longestMeaning) },
      vi: labels.of(coordinate)?.name ?? null,
    })),
    originNotTold,
  };
}

function remarksOf(
  schema: GraphQLSchema,
  { origins, sources, protectedPaths, incompletePaths }: Provenance,
  originNotTold: readonly string[],
  figures: number,
): string[] {
  const counts = new Map<string, number>();
  for (const { origin, objects } of origins) counts.set(origin, (counts.get(origin) ?? 0) + objects);
  const all = [...counts.values()].reduce((sum, objects) => sum + objects, 0);
  const kinds = schema.getType("DataOrigin");
  const meaningOf = (origin: string) =>
    (isEnumType(kinds) && kinds.getValue(origin)?.description?.replace(/\.$/, "")) || origin;
  const remarks: string[] = [];
  const synthetic = counts.get("SYNTHETIC") ?? 0;
  if (synthetic > 0) {
    remarks.push(
      `${synthetic} of ${all} objects with an origin are SYNTHETIC (${meaningOf("SYNTHETIC")}): never quote their figures as published, or as facts about the city; say that they are of the demonstration.`,
    );
  }
  for (const origin of ["REPORTED", "PUBLISHED"]) {
    const objects = counts.get(origin) ?? 0;
    if (objects > 0)
      remarks.push(`${objects} of ${all} objects with an origin are ${origin} (${meaningOf(origin)}).`);
  }
  if ((counts.get("PUBLISHED") ?? 0) > 0) {
    remarks.push(
      sources.length > 0
        ? "Quote a PUBLISHED figure with its source, and with the period that it is of."
        : "No source is named for what is PUBLISHED here: select it, or do not quote it as published.",
    );
  }
  if (originNotTold.length > 0) {
    remarks.push(
      `The answer does not say where ${originNotTold.length} of its ${figures} numbers come from (originNotTold): do not quote them as published. Counts of rows are of whatever origin their rows are.`,
    );
  }
  if (protectedPaths.length > 0) {
    remarks.push(
      `Numbers at ${protectedPaths.join(", ")} are protected: they differ from the truth by noise, and small ones are left out. Say that they are about so many.`,
    );
  }
  if (incompletePaths.length > 0) {
    remarks.push(
      `There are more rows than these at ${incompletePaths.join(", ")}: do not add them up or call them all; ask for the next page, or for statistics.`,
    );
  }
  if (sources.length > mostSources)
    remarks.push(`${sources.length} documents are cited; ${mostSources} are named.`);
  if (figures > mostFigures) remarks.push(`${figures} numbers are selected; ${mostFigures} are described.`);
  return remarks;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
