import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { preferredObservation } from "../observation/preferred-observation";
import { meantValues } from "../observation/value-qualifier";
import { Target } from "./target";

/** How far the preferred figure of the same indicator is from a target. */
export interface TargetProgress {
  id: string;
  gap: string;
  reached: boolean | null;
}

/** A target by its id. */
export const targetById = defineLoader<Target, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Target).findBy({ id: In([...ids]) });
  return mapByKey(rows, (row) => row.id);
});

/** Progress of a target by its id; none where the indicator has no figure to compare with. */
export const progressByTarget = defineLoader<TargetProgress, void, SubgraphContext>(
  async (ids, { database }) => {
    const rows = await database.rows<TargetProgress>(progress(ids));
    return mapByKey(rows, (row) => row.id);
  },
);

/**
 * Reached when all values that the figure may mean are among those that the target wants, not reached when none
 * is, and undecided (null) otherwise: "more than 0.5" neither reaches 0.7 nor fails to. The target wants what its
 * own qualifier means and, where one direction is the better one, everything beyond that as well.
 */
function progress(ids: readonly string[]) {
  const figure = meantValues(sql`figure.value`, sql`figure.qualifier`);
  const target = meantValues(sql`t.value`, sql`t.qualifier`);
  return sql`
    SELECT t.id, figure.value - t.value AS gap, CASE
      WHEN ${figure.lower} >= wanted.lower AND ${figure.upper} <= wanted.upper THEN TRUE
      WHEN ${figure.lower} > wanted.upper OR ${figure.upper} < wanted.lower THEN FALSE END AS reached
    FROM target t JOIN indicator i ON i.code = t.indicator_code
    CROSS JOIN LATERAL (${preferredObservation(sql`t.indicator_code`, null)}) AS figure
    CROSS JOIN LATERAL (SELECT
      CASE WHEN i.higher_is_better IS FALSE THEN ARRAY['-Infinity'::numeric, 0] ELSE ${target.lower} END AS lower,
      CASE WHEN i.higher_is_better IS TRUE THEN ARRAY['Infinity'::numeric, 0] ELSE ${target.upper} END AS upper
    ) AS wanted
    WHERE t.value IS NOT NULL AND t.id = ANY(${[...ids]}::bigint[])`;
}
