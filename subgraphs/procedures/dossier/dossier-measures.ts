import sql, { type Sql } from "sql-template-tag";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { Rate, rate } from "../../../shared/graphql/rate";
import { inTimeSql, overdueSql, pendingSql, processingDaysSql } from "./dossier-state";
import type { ProcessingTimes } from "./processing-times";

/** What SQL counts; everything else of DossierMeasures follows from it, and it all adds up across groups. */
export interface DossierCounts {
  received: number;
  resolved: number;
  pending: number;
  overdue: number;
  inTime: number;
  digitised: number;
  electronicResult: number;
  paid: number;
  paidOnline: number;
  receivedOnline: number;
  synchronised: number;
  rated: number;
  satisfied: number;
  processingDays: number;
}

@ObjectType({ description: "Counts of dossiers, and the rates that follow from them." })
export class DossierMeasures {
  @Field(() => Int, { description: "Dossiers received." })
  received!: number;

  @Field(() => Int, { description: "Of these, with a result: RESOLVED or RETURNED." })
  resolved!: number;

  @Field(() => Int, { description: "Of these, not resolved, rejected, withdrawn or stopped." })
  pending!: number;

  @Field(() => Int, { description: "Pending and past dueAt now." })
  overdue!: number;

  @Field(() => Rate, { description: "(early + on time) / resolved." })
  onTimeRate!: Rate;

  @Field(() => Rate, { description: "digitised / received." })
  digitisationRate!: Rate;

  @Field(() => Rate, { description: "with an electronic result / resolved." })
  electronicResultRate!: Rate;

  @Field(() => Rate, { description: "paid online / paid." })
  onlinePaymentRate!: Rate;

  @Field(() => Rate, { description: "received online / received." })
  onlineChannelRate!: Rate;

  @Field(() => Rate, { description: "synchronised to the National Public Service Portal / received." })
  syncRate!: Rate;

  @Field(() => Rate, { description: "rated 4 or 5 / rated." })
  satisfactionRate!: Rate;

  @Field(() => Float, {
    nullable: true,
    description:
      "Calendar days from receipt to result; null when none is resolved. The mean of whole days in Hanoi: 0 for " +
      "a result on the day of receipt.",
  })
  averageProcessingDays!: number | null;

  /** How long the same dossiers took. Loaded only when a percentile is asked for. */
  processingTimes!: () => Promise<ProcessingTimes>;
}

/** All measures of the counts. */
export function dossierMeasuresOf(
  counts: DossierCounts,
  processingTimes: DossierMeasures["processingTimes"],
): DossierMeasures {
  const { received, resolved, pending, overdue } = counts;
  return {
    received,
    resolved,
    pending,
    overdue,
    onTimeRate: rate(counts.inTime, resolved),
    digitisationRate: rate(counts.digitised, received),
    electronicResultRate: rate(counts.electronicResult, resolved),
    onlinePaymentRate: rate(counts.paidOnline, counts.paid),
    onlineChannelRate: rate(counts.receivedOnline, received),
    syncRate: rate(counts.synchronised, received),
    satisfactionRate: rate(counts.satisfied, counts.rated),
    averageProcessingDays: resolved === 0 ? null : counts.processingDays / resolved,
    processingTimes,
  };
}

export const noDossiers: DossierCounts = {
  received: 0,
  resolved: 0,
  pending: 0,
  overdue: 0,
  inTime: 0,
  digitised: 0,
  electronicResult: 0,
  paid: 0,
  paidOnline: 0,
  receivedOnline: 0,
  synchronised: 0,
  rated: 0,
  satisfied: 0,
  processingDays: 0,
};

/** The counts of several groups together. */
export function addCounts(groups: readonly DossierCounts[]): DossierCounts {
  const sum = { ...noDossiers };
  for (const name of Object.keys(noDossiers) as (keyof DossierCounts)[]) {
    for (const group of groups) sum[name] += group[name];
  }
  return sum;
}

/** The select list that makes DossierCounts of `dossier d`, at an instant. */
export function dossierCountsSql(now: Date): Sql {
  return sql`
    count(*)::int AS received,
    count(d.resolved_at)::int AS resolved,
    (count(*) FILTER (WHERE ${pendingSql}))::int AS pending,
    (count(*) FILTER (WHERE ${overdueSql(now)}))::int AS overdue,
    (count(*) FILTER (WHERE ${inTimeSql}))::int AS "inTime",
    (count(*) FILTER (WHERE d.digitised))::int AS digitised,
    (count(*) FILTER (WHERE d.electronic_result))::int AS "electronicResult",
    (count(*) FILTER (WHERE d.payment <> 'NONE'))::int AS paid,
    (count(*) FILTER (WHERE d.payment = 'ONLINE'))::int AS "paidOnline",
    (count(*) FILTER (WHERE d.channel = 'ONLINE'))::int AS "receivedOnline",
    count(d.synchronised_at)::int AS synchronised,
    count(d.satisfaction)::int AS rated,
    (count(*) FILTER (WHERE d.satisfaction >= 4))::int AS satisfied,
    coalesce(sum(${processingDaysSql}), 0)::float8 AS "processingDays"`;
}
