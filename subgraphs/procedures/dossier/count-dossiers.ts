import sql, { join, raw, type Sql } from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import type { DossierFilter } from "./dossier.inputs";
import { dossierConditions } from "./dossier-conditions";
import { type Cuboid, type CuboidSpan, cuboidNumber, findCuboid } from "./dossier-cuboids";
import { dossierCountsSql } from "./dossier-measures";
import { overdueSql, timelinessSql } from "./dossier-state";
import {
  DossierDimension,
  type DossierTimeBucketing,
  DossierTimeField,
  DossierTimeGrain,
} from "./dossier-stats.inputs";
import { filterDimensions, spansOfRange, tallyConditions } from "./tally-conditions";

/** Where counts of dossiers come from: what stands behind FROM, its conditions, the counts, and the keys to group by. */
export interface DossierCounting {
  source: Sql;
  where: Sql;
  /** The select list that makes DossierCounts of a group. */
  counts: Sql;
  keys: Record<DossierDimension, Sql>;
  /** The local day, as a timestamp, that puts a dossier into a step of time. */
  days: Record<DossierTimeField, Sql>;
}

/** What is counted: which dossiers, and by what. */
export interface DossierQuestion {
  filter?: DossierFilter | null;
  groupBy: readonly DossierDimension[];
  timeBucket?: DossierTimeBucketing | null;
}

/**
 * Counts dossiers from the kept tallies where a set of keys of theirs knows everything that is asked, else from
 * the dossiers themselves. Both give the same counts at every moment: a test asks both, also while writers run.
 */
export function countDossiers(question: DossierQuestion, now: Date): DossierCounting {
  const cuboid = cuboidFor(question);
  return cuboid ? fromTallies(question, cuboid, now) : fromDossiers(question, now);
}

/** Counts from the dossiers themselves, `dossier d`: any question, in the time that reading all of them takes. */
export function fromDossiers({ filter, groupBy }: DossierQuestion, now: Date): DossierCounting {
  const byField = groupBy.includes(DossierDimension.PROCEDURE_FIELD);
  return {
    source: byField ? sql`dossier d JOIN procedure p ON p.code = d.procedure_code` : sql`dossier d`,
    where: all(dossierConditions(filter, now)),
    counts: dossierCountsSql(now),
    keys: { ...dossierKeys, [DossierDimension.TIMELINESS]: timelinessSql },
    days: {
      [DossierTimeField.RECEIVED]: sql`(d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')`,
      [DossierTimeField.RESOLVED]: sql`(d.resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')`,
    },
  };
}

const dossierKeys: Record<DossierDimension, Sql> = {
  [DossierDimension.ORGANIZATION]: sql`d.organization_code`,
  [DossierDimension.UNIT]: sql`d.unit_code`,
  [DossierDimension.PROCEDURE]: sql`d.procedure_code`,
  [DossierDimension.PROCEDURE_FIELD]: sql`p.field_code`,
  [DossierDimension.CHANNEL]: sql`d.channel`,
  [DossierDimension.APPLICANT]: sql`d.applicant`,
  [DossierDimension.STATUS]: sql`d.status`,
  // Asked only of the pending, which have no result.
  [DossierDimension.TIMELINESS]: sql`NULL::text`,
};

const tallyColumns: Record<DossierDimension, string> = {
  [DossierDimension.ORGANIZATION]: "organization_code",
  [DossierDimension.UNIT]: "unit_code",
  [DossierDimension.PROCEDURE]: "procedure_code",
  [DossierDimension.PROCEDURE_FIELD]: "field_code",
  [DossierDimension.CHANNEL]: "channel",
  [DossierDimension.APPLICANT]: "applicant",
  [DossierDimension.STATUS]: "status",
  [DossierDimension.TIMELINESS]: "timeliness",
};

/** Counts that tallies keep, by the names that DossierCounts gives them. */
const tallyCounts: [name: string, column: string][] = [
  ["received", "received"],
  ["resolved", "resolved"],
  ["pending", "pending"],
  ["overdue", "overdue"],
  ["inTime", "in_time"],
  ["digitised", "digitised"],
  ["electronicResult", "electronic_result"],
  ["paid", "paid"],
  ["paidOnline", "paid_online"],
  ["receivedOnline", "received_online"],
  ["synchronised", "synchronised"],
  ["rated", "rated"],
  ["satisfied", "satisfied"],
  ["processingDays", "processing_days"],
];

/**
 * Counts from the tallies of a cuboid, `t`. Which dossiers are overdue changes with every minute, so that no
 * tally could keep it: those, few of all, are found by their deadline and stand beside the tallies as rows that
 * count as nothing but overdue.
 */
function fromTallies({ filter }: DossierQuestion, cuboid: Cuboid, now: Date): DossierCounting {
  const dimensions = cuboid.dimensions;
  const kept = tallyCounts.map(([, column]) => (column === "overdue" ? "0 AS overdue" : column));
  const none = tallyCounts.map(([, column]) => (column === "overdue" ? "1" : "0"));
  const procedure = dimensions.includes(DossierDimension.PROCEDURE_FIELD)
    ? sql`JOIN procedure p ON p.code = d.procedure_code`
    : sql``;
  const key = (dimension: DossierDimension) => raw(`t.${tallyColumns[dimension]}`);
  return {
    source: sql`(
      SELECT day, ${raw([...dimensions.map((one) => tallyColumns[one]), ...kept].join(", "))}
      FROM dossier_tally WHERE cuboid = ${cuboidNumber(cuboid)}
      UNION ALL
      SELECT (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, ${join(dimensions.map((one) => dossierKeys[one]))},
        ${raw(none.join(", "))}
      FROM dossier d ${procedure} WHERE ${overdueSql(now)}) AS t`,
    where: all(tallyConditions(filter)),
    counts: raw(
      tallyCounts
        .map(([name, column]) => {
          const type = name === "processingDays" ? "float8" : "int";
          return `coalesce(sum(t.${column}), 0)::${type} AS "${name}"`;
        })
        .join(", "),
    ),
    keys: {
      [DossierDimension.ORGANIZATION]: key(DossierDimension.ORGANIZATION),
      [DossierDimension.UNIT]: key(DossierDimension.UNIT),
      [DossierDimension.PROCEDURE]: key(DossierDimension.PROCEDURE),
      [DossierDimension.PROCEDURE_FIELD]: key(DossierDimension.PROCEDURE_FIELD),
      [DossierDimension.CHANNEL]: key(DossierDimension.CHANNEL),
      [DossierDimension.APPLICANT]: key(DossierDimension.APPLICANT),
      [DossierDimension.STATUS]: key(DossierDimension.STATUS),
      [DossierDimension.TIMELINESS]: key(DossierDimension.TIMELINESS),
    },
    days: {
      [DossierTimeField.RECEIVED]: sql`t.day::timestamp`,
      [DossierTimeField.RESOLVED]: sql`NULL::timestamp`,
    },
  };
}

/** The cuboid that can answer a question; undefined when only the dossiers can. */
function cuboidFor({ filter, groupBy, timeBucket }: DossierQuestion): Cuboid | undefined {
  const filtered = filterDimensions(filter);
  if (filtered === undefined || timeBucket?.field === DossierTimeField.RESOLVED) return undefined;
  const stepSpans = timeBucket ? spansOfGrain[timeBucket.grain] : spansOfGrain.YEAR;
  const spans = spansOfRange(filter?.receivedOn).filter((span) => stepSpans.includes(span));
  return findCuboid(new Set([...groupBy, ...filtered]), spans);
}

/** The spans that a step of time can be made of. */
const spansOfGrain: Record<DossierTimeGrain, readonly CuboidSpan[]> = {
  [DossierTimeGrain.DAY]: ["DAY"],
  [DossierTimeGrain.WEEK]: ["STRETCH", "DAY"],
  [DossierTimeGrain.MONTH]: ["MONTH", "STRETCH", "DAY"],
  [DossierTimeGrain.QUARTER]: ["MONTH", "STRETCH", "DAY"],
  [DossierTimeGrain.YEAR]: ["MONTH", "STRETCH", "DAY"],
};
