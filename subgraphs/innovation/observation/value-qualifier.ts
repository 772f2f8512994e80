import sql, { type Sql } from "sql-template-tag";
import { registerEnumType } from "type-graphql";

export enum ValueQualifier {
  EXACT = "EXACT",
  AT_LEAST = "AT_LEAST",
  MORE_THAN = "MORE_THAN",
  ALMOST = "ALMOST",
  APPROXIMATELY = "APPROXIMATELY",
}

registerEnumType(ValueQualifier, {
  name: "ValueQualifier",
  description:
    "How a published value is meant. Two figures agree when some value is meant by both. How far ALMOST and " +
    "APPROXIMATELY reach is nowhere published: the 5 % is an assumption of this graph.",
  valuesConfig: {
    EXACT: { description: "Just this value." },
    AT_LEAST: { description: "This value or more." },
    MORE_THAN: { description: "More than this value." },
    ALMOST: { description: "Below this value by no more than 5 % of it (an assumption)." },
    APPROXIMATELY: { description: "This value, give or take 5 % of it (an assumption)." },
  },
});

/** The values that a qualified value means: from `lower` to `upper`. */
export interface MeantValues {
  lower: Sql;
  upper: Sql;
}

/**
 * The bounds in SQL, each as ARRAY[value, side], so that open and closed bounds compare by one `<`: side 1 lies
 * just above the value, where an open lower bound begins, and side -1 just below it, where an open upper bound
 * ends. Arrays compare element by element, and numeric keeps every digit.
 */
export function meantValues(value: Sql, qualifier: Sql): MeantValues {
  const tolerance = sql`0.05 * abs(${value})`;
  return {
    lower: sql`(CASE ${qualifier}
      WHEN 'MORE_THAN' THEN ARRAY[${value}, 1]
      WHEN 'ALMOST' THEN ARRAY[${value} - ${tolerance}, 0]
      WHEN 'APPROXIMATELY' THEN ARRAY[${value} - ${tolerance}, 0]
      ELSE ARRAY[${value}, 0] END)`,
    // Almost 0 has no values below 0: it is taken for 0 itself.
    upper: sql`(CASE ${qualifier}
      WHEN 'EXACT' THEN ARRAY[${value}, 0]
      WHEN 'ALMOST' THEN ARRAY[${value}, CASE WHEN ${value} = 0 THEN 0 ELSE -1 END]
      WHEN 'APPROXIMATELY' THEN ARRAY[${value} + ${tolerance}, 0]
      ELSE ARRAY['Infinity'::numeric, 0] END)`,
  };
}
