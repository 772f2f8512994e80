import sql, { join, raw, type Sql } from "sql-template-tag";
import { Field, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import {
  type OriginCounts,
  originCountsSql,
  originDescription,
  originsOf,
  syntheticShareDescription,
} from "../../../shared/kit/graphql/row-origins";
import type { CatalogueInstant } from "../dataset/catalogue-instant";
import { QualityCriterion } from "../dataset/dataset-enums";
import { holdsSql, metSql } from "../dataset/quality-rules";

/** The counts that SQL makes; a criterion's count is under its own name. */
export interface CatalogueCounts extends Record<QualityCriterion, number>, OriginCounts {
  datasets: number;
  openData: number;
  meetingAllSix: number;
}

@ObjectType({ description: "How many datasets meet one criterion." })
export class CriterionRate {
  @Field(() => QualityCriterion, { description: "Which of the six." })
  criterion!: QualityCriterion;

  @Field(() => Rate, { description: "Datasets that meet it / datasets." })
  rate!: Rate;
}

@ObjectType({ description: "Counts of datasets, and the rates that follow from them." })
export class CatalogueMeasures {
  @Field(() => Int, { description: "Datasets in the catalogue." })
  datasets!: number;

  @Field(() => Int, { description: "Of these, on the open data portal." })
  openData!: number;

  @Field(() => Rate, { description: "openData / datasets." })
  opened!: Rate;

  @Field(() => Rate, {
    description:
      "Datasets updated within one period, with 10 % grace / datasets. Of a past day without those whose only known " +
      "change came later.",
  })
  live!: Rate;

  @Field(() => Rate, { description: "Datasets that meet all six criteria / datasets." })
  meetingAllSix!: Rate;

  @Field(() => [CriterionRate], { description: "Each of the six criteria." })
  byCriterion!: CriterionRate[];

  @Field(() => DataOrigin, { nullable: true, description: originDescription })
  origin!: DataOrigin | null;

  @Field(() => Rate, { description: syntheticShareDescription })
  syntheticShare!: Rate;
}

const criteria = Object.values(QualityCriterion);

/** The select list that makes CatalogueCounts of the datasets `d` of an instant. */
export function countsSql(instant: CatalogueInstant): Sql {
  const holds = holdsSql(instant);
  return sql`count(*)::int AS datasets, ${originCountsSql(sql`d.origin`)},
    (count(*) FILTER (WHERE d.on_open_data_portal))::int AS "openData",
    (count(*) FILTER (WHERE ${metSql(instant)} = ${criteria.length}))::int AS "meetingAllSix",
    ${join(
      criteria.map(
        (criterion) => sql`(count(*) FILTER (WHERE ${holds[criterion]}))::int AS ${raw(`"${criterion}"`)}`,
      ),
    )}`;
}

/** All measures of the counts; without counts, of no datasets. */
export function measuresOf(counts: CatalogueCounts | undefined): CatalogueMeasures {
  const datasets = counts?.datasets ?? 0;
  const openData = counts?.openData ?? 0;
  const share = (criterion: QualityCriterion) => rate(counts?.[criterion] ?? 0, datasets);
  return {
    datasets,
    openData,
    opened: rate(openData, datasets),
    live: share(QualityCriterion.LIVE),
    meetingAllSix: rate(counts?.meetingAllSix ?? 0, datasets),
    byCriterion: criteria.map((criterion) => ({ criterion, rate: share(criterion) })),
    ...originsOf(datasets, { published: counts?.published ?? 0, synthetic: counts?.synthetic ?? 0 }),
  };
}
