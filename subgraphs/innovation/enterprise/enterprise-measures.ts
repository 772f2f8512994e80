import sql from "sql-template-tag";
import { Field, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Rate, rate } from "../../../shared/graphql/rate";
import {
  type OriginCounts,
  originCountsSql,
  originDescription,
  originsOf,
  syntheticShareDescription,
} from "../../../shared/graphql/row-origins";
import { EnterpriseKind } from "./enterprise-kind";

@ObjectType({
  description: "Counts of enterprises. One that is of several kinds counts once in `enterprises`.",
})
export class EnterpriseMeasures {
  @Field(() => Int, { description: "Enterprises." })
  enterprises!: number;

  @Field(() => Int, { description: "Of these, science and technology enterprises." })
  scienceTechnology!: number;

  @Field(() => Int, { description: "Of these, startups." })
  startups!: number;

  @Field(() => Rate, { description: "Enterprises that engage in innovation / enterprises." })
  innovatingShare!: Rate;

  @Field(() => DataOrigin, { nullable: true, description: originDescription })
  origin!: DataOrigin | null;

  @Field(() => Rate, { description: syntheticShareDescription })
  syntheticShare!: Rate;
}

/** The enterprises that are of just these kinds. There are few sets of kinds, so all measures are sums of these. */
export interface KindsCount extends OriginCounts {
  /** `Enterprise.kindSet`. */
  kindSet: number;
  enterprises: number;
  innovating: number;
}

/** The select list that makes KindsCount of `enterprise e`, grouped by `e.kind_set`. */
export const countsByKindsSql = sql`
  e.kind_set AS "kindSet", count(*)::int AS enterprises, (count(*) FILTER (WHERE e.innovating))::int AS innovating,
  ${originCountsSql(sql`e.origin`)}`;

const allKinds = Object.values(EnterpriseKind);

/** The kinds in a set of them. */
export function kindsIn(kindSet: number): EnterpriseKind[] {
  return allKinds.filter((_, bit) => (kindSet >> bit) % 2 === 1);
}

/** The measures of all these enterprises together. */
export function measuresOf(counts: readonly KindsCount[]): EnterpriseMeasures {
  const measures = { enterprises: 0, scienceTechnology: 0, startups: 0 };
  let innovating = 0;
  const origins = { published: 0, synthetic: 0 };
  for (const count of counts) {
    measures.enterprises += count.enterprises;
    innovating += count.innovating;
    origins.published += count.published;
    origins.synthetic += count.synthetic;
    const kinds = kindsIn(count.kindSet);
    if (kinds.includes(EnterpriseKind.SCIENCE_TECHNOLOGY)) measures.scienceTechnology += count.enterprises;
    if (kinds.includes(EnterpriseKind.STARTUP)) measures.startups += count.enterprises;
  }
  return {
    ...measures,
    innovatingShare: rate(innovating, measures.enterprises),
    ...originsOf(measures.enterprises, origins),
  };
}
