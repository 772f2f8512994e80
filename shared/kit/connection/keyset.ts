import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Position } from "./cursor";
import type { OrderTerm } from "./order";

/** The terms turned around: reading them forwards reads the original backwards. */
export function reversed(terms: OrderTerm[]): KeysetTerm[] {
  return terms.map((term) => ({
    ...term,
    direction: term.direction === "ASC" ? "DESC" : "ASC",
    nullsFirst: term.nullable,
  }));
}

/** An order term that may be turned around, so that rows without a value come first. */
export interface KeysetTerm extends OrderTerm {
  nullsFirst?: boolean;
}

/** `ORDER BY` of the terms. Rows without a value come last, or first when the terms are turned around. */
export function orderClause(terms: KeysetTerm[]): Sql {
  const steps = terms.map((term) => {
    const nulls = term.nullable ? (term.nullsFirst ? " NULLS FIRST" : " NULLS LAST") : "";
    return sql`${term.sql} ${raw(`${term.direction}${nulls}`)}`;
  });
  return join(steps, ", ");
}

/** A section of the order that one index can serve: its condition, and its terms. */
export interface Section {
  where: Sql;
  terms: KeysetTerm[];
}

/**
 * What comes strictly after a position, or everything, in consecutive sections. Rows without a value
 * in the first term are at one end of the order, where an index need not have them; so they are a section of
 * their own, and in neither of the two is that term ever null or ever not.
 */
export function sectionsAfter(terms: KeysetTerm[], position: Position | null): Section[] {
  const [first, ...rest] = terms;
  if (first === undefined || !first.nullable) {
    return [{ where: position === null ? sql`TRUE` : afterCondition(terms, position), terms }];
  }
  const [value, ...others] = position ?? [];
  const settled = [{ ...first, nullable: false }, ...rest];
  const begins = position === null;
  const withValue = {
    where: begins || value === null ? sql`${first.sql} IS NOT NULL` : afterCondition(settled, position),
    terms: settled,
  };
  const without = {
    where:
      begins || value !== null
        ? sql`${first.sql} IS NULL`
        : sql`${first.sql} IS NULL AND ${afterCondition(rest, others)}`,
    terms: settled,
  };
  const sections = first.nullsFirst ? [without, withValue] : [withValue, without];
  // A position in the second section is after the whole first one.
  const inSecond = !begins && (value === null) !== (first.nullsFirst === true);
  return inSecond ? sections.slice(1) : sections;
}

/**
 * The condition that a row comes strictly after a position. Where no term can be null and all run one way it is
 * a row comparison, which an index answers directly at any depth. Otherwise it is spelled out: after on the
 * first term, or equal on it and after on the second, and so on; the leading bound lets an index start there.
 */
export function afterCondition(terms: KeysetTerm[], position: Position): Sql {
  const [first] = terms;
  if (first === undefined) return sql`FALSE`;
  if (terms.every((term) => !term.nullable && term.direction === first.direction)) {
    const columns = join(terms.map((term) => term.sql));
    const values = join(terms.map((term, at) => typed(term, position[at] ?? null)));
    return sql`(${columns}) ${raw(first.direction === "ASC" ? ">" : "<")} (${values})`;
  }
  const steps = terms.map((term, at) => {
    const equals = terms.slice(0, at).map((earlier, index) => equal(earlier, position[index] ?? null));
    return sql`(${join([...equals, after(term, position[at] ?? null)], " AND ")})`;
  });
  const value = position[0] ?? null;
  if (first.nullable || value === null) return sql`(${join(steps, " OR ")})`;
  const bound = sql`${first.sql} ${raw(first.direction === "ASC" ? ">=" : "<=")} ${typed(first, value)}`;
  return sql`(${bound} AND (${join(steps, " OR ")}))`;
}

function equal(term: KeysetTerm, value: string | null): Sql {
  return value === null ? sql`${term.sql} IS NULL` : sql`${term.sql} = ${typed(term, value)}`;
}

function after(term: KeysetTerm, value: string | null): Sql {
  if (value === null) return term.nullsFirst ? sql`${term.sql} IS NOT NULL` : sql`FALSE`;
  const beyond = sql`${term.sql} ${raw(term.direction === "ASC" ? ">" : "<")} ${typed(term, value)}`;
  return term.nullable && !term.nullsFirst ? sql`(${beyond} OR ${term.sql} IS NULL)` : beyond;
}

function typed(term: KeysetTerm, value: string | null): Sql {
  return sql`${value}::${raw(term.type)}`;
}
