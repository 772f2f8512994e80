import sql, { join } from "sql-template-tag";
import { type CalendarDay, dayOf } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { rate } from "../../../shared/kit/graphql/rate";
import { defineLoader, groupByKey, isBigintKey } from "../../../shared/kit/loader/loaders";
import { instantOfCatalogue } from "./catalogue-instant";
import { QualityCriterion } from "./dataset-enums";
import type { DatasetQuality, QualityCheck } from "./dataset-quality";
import { holdsSql, liveUntilSql } from "./quality-rules";

/** One of the six criteria of a dataset. */
interface CriterionRow {
  dataset: string;
  criterion: QualityCriterion;
  holds: boolean;
  evidence: string | null;
  numerator: number | null;
  denominator: number | null;
  assessedOn: CalendarDay | null;
  liveUntil: Date | null;
}

/** The six criteria of a dataset at the instant of the request, or at the end of a day, by its id. */
export const qualityByDataset = defineLoader<DatasetQuality, { asOf: CalendarDay | null }, SubgraphContext>(
  async (ids, context, { asOf }) => {
    const instant = instantOfCatalogue(context, asOf);
    const day = dayOf(instant.now);
    const cases = Object.entries(holdsSql(instant)).map(
      ([criterion, holds]) => sql`WHEN ${criterion}::quality_criterion THEN ${holds}`,
    );
    const rows = await context.database.rows<CriterionRow>(sql`
    SELECT d.id::text AS dataset, six.criterion, CASE six.criterion ${join(cases, " ")} END AS holds,
      a.evidence, a.numerator, a.denominator, a.assessed_on AS "assessedOn", ${liveUntilSql} AS "liveUntil"
    FROM ${instant.datasets} CROSS JOIN unnest(enum_range(NULL::quality_criterion)) AS six(criterion)
    LEFT JOIN ${instant.assessments} a ON a.dataset_id = d.id AND a.criterion = six.criterion
    WHERE d.id = ANY(${ids.filter(isBigintKey)}::bigint[])`);
    const groups = groupByKey(ids, rows, (row) => row.dataset);
    // None of a dataset that the catalogue did not know then.
    const known = [...groups].filter(([, group]) => group.length > 0);
    return new Map(known.map(([id, group]) => [id, qualityOf(group, day)]));
  },
);

function qualityOf(rows: CriterionRow[], today: CalendarDay): DatasetQuality {
  const check = (criterion: QualityCriterion): QualityCheck => {
    const row = rows.find((candidate) => candidate.criterion === criterion);
    if (row === undefined) throw new Error(`Expected a row of the criterion ${criterion}.`);
    return checkOf(row);
  };
  const days = rows.flatMap(({ assessedOn }) => (assessedOn === null ? [] : [assessedOn]));
  return {
    accurate: check(QualityCriterion.ACCURATE),
    sufficient: check(QualityCriterion.SUFFICIENT),
    clean: check(QualityCriterion.CLEAN),
    live: check(QualityCriterion.LIVE),
    consistent: check(QualityCriterion.CONSISTENT),
    shared: check(QualityCriterion.SHARED),
    met: rows.filter(({ holds }) => holds).length,
    assessedOn: days.toSorted().at(-1) ?? today,
  };
}

function checkOf({
  criterion,
  holds,
  evidence,
  numerator,
  denominator,
  liveUntil,
}: CriterionRow): QualityCheck {
  if (criterion === QualityCriterion.LIVE) return { holds, evidence: liveEvidence(liveUntil), rate: null };
  const counted = numerator !== null && denominator !== null;
  return { holds, evidence, rate: counted ? rate(numerator, denominator) : null };
}

/** In Vietnamese, as the evidence of the assessed criteria is. */
function liveEvidence(liveUntil: Date | null): string {
  return liveUntil === null ? "Không cam kết chu kỳ cập nhật" : `Hạn cập nhật: ${liveUntil.toISOString()}`;
}
