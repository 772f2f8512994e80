import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import type { Cube } from "../../../shared/kit/cube/cube";

const ofOwners = (condition: Sql) =>
  sql`s.owner_code IN (SELECT o.code FROM organization o WHERE ${condition})`;

const withOwners = (systems: Sql) => sql`${systems} JOIN organization o ON o.code = s.owner_code`;

/** The systems that were known at the end of a day. Searches read today's texts. */
function systemsAt(asOf: CalendarDay) {
  const known = sql`(SELECT h.*, t.search FROM it_system_history h LEFT JOIN it_system t ON t.code = h.code
    WHERE ${knownAt(sql`${asOf}::date`)}) AS s`;
  return { from: known, joined: withOwners(known) };
}

/** The statistics of information systems, computed from the rows themselves: there are few. */
export const systemCube = {
  name: "ITSystem",
  query: "itSystemStats",
  noun: { one: "system", many: "systems" },
  hasAsOf: true,
  rows: {
    from: sql`it_system s`,
    joined: withOwners(sql`it_system s`),
    id: sql`s.code`,
    relation: "it_system",
    revisions: { since: sql`SELECT min(h.known_from) FROM it_system_history h`, at: systemsAt },
  },
  search: { sql: sql`s.search`, filter: "Accent-insensitive, in code and name." },
  dimensions: {
    owner: {
      description: "The organization that answers for it.",
      key: "The organization that answers for them.",
      filter: "Code of the organization that answers for it.",
      sql: sql`s.owner_code`,
      kind: "code",
    },
    ownerKind: {
      description: "What kind of organization answers for it.",
      key: "What kind of organization answers for them; by OWNER_KIND null where this sector does not know it.",
      filter: "An organization of one of these kinds answers for it.",
      sql: sql`o.kind`,
      kind: "value",
      joined: ofOwners,
    },
    hosting: {
      description: "Where it runs; null as of a day before its move, for where it ran then is not recorded.",
      filter: "It runs in one of these places.",
      sql: sql`s.hosting`,
      kind: "value",
      since: "migrated",
    },
    dataCentre: {
      description: "The data centre that it runs in; null unless MIGRATED, or where none was stated.",
      filter: "Code of the data centre that it runs in.",
      sql: sql`s.data_centre_code`,
      kind: "code",
      since: "migrated",
    },
    migration: {
      description:
        "How far its move to the city is; null as of a day before a move, for how far it was then is not recorded.",
      filter: "Its move stands at one of these.",
      sql: sql`s.migration`,
      kind: "value",
      since: "migrated",
    },
    dataSharing: {
      description: "Whether other organizations can use its data.",
      filter: "Its data is shared in one of these ways.",
      sql: sql`s.data_sharing`,
      kind: "value",
    },
    securityLevel: {
      description: "Its approved level of information security, 1 to 5; null where none was approved.",
      number: "securityLevel",
      kind: "classes",
    },
  },
  flags: {
    migrated: { sql: sql`s.migration = 'MIGRATED'`, since: "migrated" },
    sharing: { sql: sql`s.data_sharing <> 'CLOSED'` },
    secured: { sql: sql`s.security_level IS NOT NULL` },
    synthetic: { sql: sql`s.origin = 'SYNTHETIC'` },
    published: { sql: sql`s.origin = 'PUBLISHED'` },
  },
  numbers: {
    securityLevel: {
      sql: sql`s.security_level`,
      unit: "levels of 5",
      filter: "Its approved level of information security, 1 to 5.",
      classes: [1, 2, 3, 4, 5].map((level) => ({ from: level, to: level })),
    },
    cpuCores: {
      sql: sql`s.cpu_cores`,
      since: "migrated",
      unit: "processor cores",
      filter: "Processor cores that it is allotted in the data centre.",
    },
  },
  times: {
    migrated: {
      description: "The day of its move to the city.",
      filter: "Day of its move to the city.",
      day: sql`s.migrated_on`,
      without: "systems that have not moved",
    },
    commissioned: {
      description: "The day from which it is in use.",
      filter: "Day from which it is in use.",
      day: sql`s.commissioned_on`,
    },
  },
  counts: {
    systems: { kind: "rows" },
    migrated: { kind: "flag", flag: "migrated" },
    sharing: { kind: "flag", flag: "sharing" },
    secured: { kind: "flag", flag: "secured" },
    cpuCores: { kind: "sum", number: "cpuCores" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: {
    systems: { kind: "count", count: "systems", description: "Information systems." },
    migrated: {
      kind: "count",
      count: "migrated",
      description: "Of these, hosted by the city's data centre or cloud.",
    },
    migratedShare: { kind: "rate", count: "migrated", of: "systems", description: "migrated / systems." },
    sharingData: {
      kind: "rate",
      count: "sharing",
      of: "systems",
      description: "Systems whose dataSharing is PARTIAL or SHARED / systems.",
    },
    securityApproved: {
      kind: "rate",
      count: "secured",
      of: "systems",
      description: "Systems of which a level of information security was approved / systems.",
    },
    cpuCores: {
      kind: "count",
      count: "cpuCores",
      description: "Processor cores that they are allotted in the data centre, together, where stated.",
    },
  },
  origins: { rows: "systems", synthetic: "synthetic", published: "published" },
} as const satisfies Cube;
