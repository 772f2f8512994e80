import type { InnovationQuery } from "../documents/documents";

type CompositeIndex = NonNullable<InnovationQuery["compositeIndices"]>["nodes"][number];

/** A pillar with the mean score of its components in the latest edition that has scores of components. */
export interface PillarScore {
  code: string;
  name: string;
  year: number;
  /** Null where none of its components has a score. */
  average: number | null;
  /** How many components have a score. */
  components: number;
}

/** Scores by pillar; none where no edition tells scores of components. */
export function pillarScores({ pillars, editions }: CompositeIndex): PillarScore[] {
  const edition = (editions?.nodes ?? []).find(({ results }) => results.length > 0);
  if (!edition) return [];
  return pillars.map(({ code, name }) => {
    const scores = edition.results.flatMap(({ score, component }) =>
      component.pillar.code === code && score !== null ? [score] : [],
    );
    const sum = scores.reduce((before, score) => before + score, 0);
    const average = scores.length === 0 ? null : sum / scores.length;
    return { code, name, year: edition.year, average, components: scores.length };
  });
}
