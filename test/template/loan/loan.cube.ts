import sql, { type Sql } from "sql-template-tag";
import { localTimeSql } from "../../../shared/base/clock/local-time";
import type { Cube } from "../../../shared/kit/cube/cube";

const ofLibraries = (condition: Sql) =>
  sql`l.library_code IN (SELECT b.code FROM library b WHERE ${condition})`;
const day = (instant: Sql) => sql`${localTimeSql(instant)}::date`;
const daysLent = sql`(${day(sql`l.returned_at`)} - ${day(sql`l.lent_at`)})`;

/** The statistics that can be queried of loans: all of it in one file. */
export const loanCube: Cube = {
  name: "Loan",
  noun: { one: "loan", many: "loans" },
  isAboutPersons: true,
  hasAsOf: true,
  rows: {
    from: sql`loan l`,
    joined: sql`loan l JOIN library b ON b.code = l.library_code`,
    id: sql`l.id`,
    relation: "loan",
    follows: { library: (codes) => sql`l.library_code = ANY(${codes})` },
  },
  dimensions: {
    library: { description: "Who lent.", filter: "Its code.", sql: sql`l.library_code`, kind: "code" },
    unit: {
      description: "The library's unit.",
      filter: "Code of that unit.",
      sql: sql`b.unit_code`,
      kind: "code",
      joined: ofLibraries,
    },
    reader: { description: "Kind of reader.", filter: "Of these kinds.", sql: sql`l.reader`, kind: "value" },
    daysLent: { description: "Days until it came back.", number: "daysLent", kind: "classes" },
  },
  flags: {
    out: { sql: sql`l.returned_at IS NULL`, until: "returned", filter: "Whether the book is still out." },
    returned: { sql: sql`l.returned_at IS NOT NULL`, since: "returned" },
    inTime: { sql: sql`l.returned_at <= l.due_at`, since: "returned" },
  },
  numbers: {
    daysLent: {
      sql: daysLent,
      since: "returned",
      unit: "days",
      filter: "Days it was out.",
      classes: [{ to: 7 }, { from: 8 }],
    },
  },
  times: {
    lent: { description: "The day it was lent.", filter: "Day it was lent.", instant: sql`l.lent_at` },
    returned: {
      description: "The day it came back; loans without one have no step.",
      filter: "Day it came back.",
      instant: sql`l.returned_at`,
      without: "loans that are out",
    },
  },
  deadline: {
    name: "overdue",
    filter: "Whether it is out and past its due day now.",
    while: "out",
    instant: sql`l.due_at`,
    sql: (now) => sql`(l.returned_at IS NULL AND l.due_at < ${now}::timestamptz)`,
  },
  counts: {
    lent: { kind: "rows" },
    out: { kind: "flag", flag: "out" },
    overdue: { kind: "deadline" },
    returned: { kind: "flag", flag: "returned" },
    inTime: { kind: "flag", flag: "inTime" },
    days: { kind: "sum", number: "daysLent" },
  },
  measures: {
    lent: { kind: "count", count: "lent", description: "Loans." },
    overdue: { kind: "count", count: "overdue", description: "Out and past due." },
    inTimeRate: { kind: "rate", count: "inTime", of: "returned", description: "In time / returned." },
    averageDays: {
      kind: "mean",
      count: "days",
      of: "returned",
      description: "Mean days.",
    },
  },
  percentiles: { number: "daysLent", description: "Days within which this share came back." },
};
