import type { Sql } from "sql-template-tag";

/** What is known of a row through another table: how a condition on it becomes one on the row alone. */
export interface Joined {
  joined?: (condition: Sql) => Sql;
}

/** What is so from the instant of a time axis on, where a row has one; before, a flag is false, and the rest null. */
export interface Since {
  since?: string;
}

/** It changes, and no instant of the row shows when: it cannot be queried as of the past. */
export interface OfNow {
  isOfNow?: true;
}

export type Dimension = KeyDimension | FlagDimension | ValuesDimension | ClassesDimension;

/** Whether the flag of the same name, by which rows are filtered, is true. */
export interface FlagDimension extends OfNow {
  kind: "flag";
  description: string;
  key?: string;
}

/** Which of several values of an enumeration a row has: it is in the group of each, or in that of none. */
export interface ValuesDimension extends OfNow {
  kind: "values";
  description: string;
  key?: string;
  /** What a filter by it means: at least one of the values. */
  filter?: string;
  /** What a value means: that a flag is true, or that it is not. */
  values: Readonly<Record<string, { flag: string; is: boolean }>>;
}

/** In which class a number is. */
export interface ClassesDimension {
  kind: "classes";
  description: string;
  key?: string;
  /** One of the cube's numbers, which has classes. */
  number: string;
}

export interface KeyDimension extends Joined, Since, OfNow {
  /** What rows are grouped by it. */
  description: string;
  /** What the key in a row of the answer is, if `description` does not say it. */
  key?: string;
  /** What a filter by it means; none where nobody can filter by it. */
  filter?: string;
  /** The key as text; null where a row has none. */
  sql: Sql;
  /** The key of a row that is past the cube's deadline, in place of its own. */
  passed?: string;
  /**
   * A SELECT of keys, with duplicates and null or not, that most rows have: the column store then knows them in their
   * order, and answers in that order faster.
   */
  members?: Sql;
  /** `code`: a key of an entity, of which there are any number; `value`: one of an enumeration, or a text. */
  kind: "code" | "value";
}
