import sql, { type Sql } from "sql-template-tag";
import { weekdaySql } from "../../../shared/clock/weekday-sql";
import type { Cube } from "../../../shared/statistics/cube";
import { dossierMeasures } from "./dossier-measures";
import {
  endedAtSql,
  inTimeSql,
  overdueSql,
  pendingSql,
  processingDaysSql,
  timelinessSql,
} from "./dossier-state";

/** Procedures are few: their codes are found first, and what has a code of one needs no join. */
const ofProcedures = (condition: Sql) =>
  sql`d.procedure_code IN (SELECT p.code FROM procedure p WHERE ${condition})`;

/** What statistics can be asked of dossiers. */
export const dossierCube = {
  name: "Dossier",
  noun: { one: "dossier", many: "dossiers" },
  isAboutPersons: true,
  hasAsOf: true,
  rows: {
    from: sql`dossier d`,
    joined: sql`dossier d JOIN procedure p ON p.code = d.procedure_code`,
    id: sql`d.id`,
    relation: "dossier",
    follows: { procedure: (codes) => sql`d.procedure_code = ANY(${codes})` },
  },
  dimensions: {
    organization: {
      description: "The organization that handles the dossier.",
      key: "The organization that handles the dossiers.",
      filter: "Code of the organization that handles it.",
      sql: sql`d.organization_code`,
      members: sql`SELECT code FROM organization UNION ALL SELECT 'U' || code FROM administrative_unit`,
      kind: "code",
    },
    unit: {
      description: "The unit where it was received; null for the whole city.",
      key: "The unit where they were received; by UNIT null for those received for the whole city.",
      filter: "Code of the unit where it was received; 01 is the whole city.",
      sql: sql`d.unit_code`,
      members: sql`SELECT code FROM administrative_unit`,
      kind: "code",
    },
    procedure: {
      description: "The procedure that was applied for.",
      filter: "Code of its procedure.",
      sql: sql`d.procedure_code`,
      members: sql`SELECT code FROM procedure`,
      kind: "code",
    },
    procedureField: {
      description: "The field of administration of that procedure.",
      key: "The field of administration of the procedures.",
      filter: "Code of the field of its procedure.",
      sql: sql`p.field_code`,
      members: sql`SELECT code FROM procedure_field`,
      kind: "code",
      joined: ofProcedures,
    },
    channel: {
      description: "How it came in.",
      key: "How they came in.",
      filter: "One of these channels.",
      sql: sql`d.channel`,
      kind: "value",
    },
    applicant: {
      description: "What kind of applicant handed it in.",
      key: "What kind of applicant handed them in.",
      filter: "One of these kinds of applicant.",
      sql: sql`d.applicant`,
      kind: "value",
    },
    status: {
      description: "How far it is now.",
      key: "How far they are now.",
      filter: "One of these statuses.",
      sql: sql`d.status`,
      kind: "value",
      isOfNow: true,
    },
    timeliness: {
      description: "How its result kept the deadline; null without a result.",
      key: "How their results kept the deadline; by TIMELINESS null for those without a result.",
      filter: "Resolved, and one of these.",
      sql: timelinessSql,
      kind: "value",
      since: "resolved",
    },
    weekday: {
      description: "The day of the week of its receipt.",
      filter: "Received on one of these days of the week.",
      sql: weekdaySql(sql`d.received_at`),
      kind: "value",
    },
    greenLane: {
      description: "Whether its procedure is on the green lane.",
      kind: "flag",
    },
    onlineLevel: {
      description: "How much of its procedure can be done online.",
      filter: "Its procedure can be done online so far.",
      sql: sql`p.online_level`,
      kind: "value",
      joined: ofProcedures,
    },
    payment: {
      description: "How its fee was paid.",
      filter: "Paid in one of these ways.",
      sql: sql`d.payment`,
      kind: "value",
    },
    processingDays: {
      description: "Calendar days from receipt to result, in classes; null without a result.",
      number: "processingDays",
      kind: "classes",
    },
    satisfaction: {
      description: "How the applicant rated it, 1 to 5; null without a rating.",
      number: "satisfaction",
      kind: "classes",
    },
  },
  flags: {
    resolved: { sql: sql`d.resolved_at IS NOT NULL`, since: "resolved" },
    pending: { sql: pendingSql, until: "ended" },
    inTime: { sql: inTimeSql, since: "resolved" },
    digitised: { sql: sql`d.digitised`, filter: "Whether its papers were turned into data." },
    electronicResult: {
      sql: sql`d.electronic_result`,
      filter: "Whether it has an electronic result.",
      since: "resolved",
    },
    paid: { sql: sql`d.payment <> 'NONE'` },
    paidOnline: { sql: sql`d.payment = 'ONLINE'` },
    receivedOnline: { sql: sql`d.channel = 'ONLINE'` },
    synchronised: { sql: sql`d.synchronised_at IS NOT NULL` },
    rated: { sql: sql`d.satisfaction IS NOT NULL`, since: "resolved" },
    satisfied: { sql: sql`d.satisfaction >= 4`, since: "resolved" },
    synthetic: { sql: sql`d.origin = 'SYNTHETIC'` },
    greenLane: {
      sql: sql`p.green_lane_decision IS NOT NULL`,
      filter: "Whether its procedure is on the green lane.",
      joined: ofProcedures,
    },
    businessSector: {
      sql: sql`p.business_sector`,
      filter: "Whether its procedure is of the business sector.",
      joined: ofProcedures,
    },
  },
  numbers: {
    processingDays: {
      sql: processingDaysSql,
      since: "resolved",
      unit: "days",
      filter: "Calendar days from receipt to result. For analysts.",
      classes: [
        ...[0, 1, 2].map((days) => ({ from: days, to: days })),
        { from: 3, to: 5 },
        { from: 6, to: 10 },
        { from: 11, to: 20 },
        { from: 21 },
      ],
    },
    satisfaction: {
      sql: sql`d.satisfaction`,
      since: "resolved",
      unit: "points of 5",
      filter: "The applicant's rating, 1 to 5. For analysts.",
      classes: [1, 2, 3, 4, 5].map((rating) => ({ from: rating, to: rating })),
    },
  },
  times: {
    received: {
      description: "The day of receipt in Hanoi.",
      filter: "Day of receipt in Hanoi.",
      instant: sql`d.received_at`,
    },
    resolved: {
      description: "The day of the result in Hanoi; dossiers without one have no step.",
      filter: "Day of the result in Hanoi.",
      instant: sql`d.resolved_at`,
      without: "dossiers without a result",
    },
    ended: {
      description:
        "The day in Hanoi that it ended, with a result or without; dossiers that are pending have no step.",
      filter: "Day in Hanoi that it ended, with a result or without.",
      instant: endedAtSql,
      without: "dossiers that are pending",
    },
    due: {
      description: "The day in Hanoi that it is due.",
      filter: "Day in Hanoi that it is due.",
      instant: sql`d.due_at`,
    },
  },
  deadline: {
    name: "overdue",
    filter: "Whether it is pending and past dueAt now.",
    while: "pending",
    instant: sql`d.due_at`,
    sql: overdueSql,
  },
  counts: {
    received: { kind: "rows" },
    resolved: { kind: "flag", flag: "resolved" },
    pending: { kind: "flag", flag: "pending" },
    overdue: { kind: "deadline" },
    inTime: { kind: "flag", flag: "inTime" },
    resolvedOrOverdue: { kind: "deadline", or: "resolved" },
    digitised: { kind: "flag", flag: "digitised" },
    electronicResult: { kind: "flag", flag: "electronicResult" },
    paid: { kind: "flag", flag: "paid" },
    paidOnline: { kind: "flag", flag: "paidOnline" },
    receivedOnline: { kind: "flag", flag: "receivedOnline" },
    synchronised: { kind: "flag", flag: "synchronised" },
    rated: { kind: "flag", flag: "rated" },
    satisfied: { kind: "flag", flag: "satisfied" },
    synthetic: { kind: "flag", flag: "synthetic" },
    daysToResult: { kind: "sum", number: "processingDays" },
    ratings: { kind: "sum", number: "satisfaction" },
  },
  measures: dossierMeasures,
  origins: { rows: "received", synthetic: "synthetic" },
  percentiles: {
    number: "processingDays",
    description:
      "Exact at one-day resolution. The fewest calendar days within which this share of the resolved dossiers " +
      "got their result; null when none is resolved.",
  },
} as const satisfies Cube;
