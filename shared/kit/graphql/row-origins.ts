import sql, { type Sql } from "sql-template-tag";
import { DataOrigin } from "./kit-enums";
import { type Rate, rate } from "./rate";

/** Of counted rows, how many were published and how many are generated; the rest was reported. */
export interface OriginCounts {
  published: number;
  synthetic: number;
}

/** What an aggregate says of the rows that it was made from. */
export interface RowOrigins {
  origin: DataOrigin | null;
  syntheticShare: Rate;
}

export const originDescription =
  "Where the rows that it was made from came from: SYNTHETIC as soon as one of them is generated, PUBLISHED when all " +
  "were published, REPORTED otherwise; null when there are none.";

export const syntheticShareDescription = "Generated rows / rows that it was made from.";

/** The origin of an aggregate of `rows` rows, and how much of it is generated. */
export function originsOf(rows: number, { published, synthetic }: OriginCounts): RowOrigins {
  return { origin: originOf(rows, published, synthetic), syntheticShare: rate(synthetic, rows) };
}

function originOf(rows: number, published: number, synthetic: number): DataOrigin | null {
  if (rows === 0) return null;
  if (synthetic > 0) return DataOrigin.SYNTHETIC;
  return published === rows ? DataOrigin.PUBLISHED : DataOrigin.REPORTED;
}

/** The select list that makes OriginCounts of rows with a column of origin. */
export function originCountsSql(origin: Sql): Sql {
  return sql`(count(*) FILTER (WHERE ${origin} = 'PUBLISHED'))::int AS published,
    (count(*) FILTER (WHERE ${origin} = 'SYNTHETIC'))::int AS synthetic`;
}
