import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import type { Cube } from "../../../shared/kit/cube/cube";

/** The enterprises that were known at the end of a day, and founded if it is known when. Names are those of today. */
function enterprisesAt(asOf: CalendarDay) {
  const day = sql`${asOf}::date`;
  const known = sql`(SELECT h.*, t.name FROM enterprise_history h LEFT JOIN enterprise t ON t.id = h.id
    WHERE ${knownAt(day)} AND (h.founded_on IS NULL OR h.founded_on <= ${day})) AS e`;
  return { from: known, joined: known };
}

/** The statistics of enterprises. Revenue is not among the numbers: it has more digits than their sums can have. */
export const enterpriseCube = {
  name: "Enterprise",
  noun: { one: "enterprise", many: "enterprises" },
  hasAsOf: true,
  rows: {
    from: sql`enterprise e`,
    joined: sql`enterprise e`,
    id: sql`e.id`,
    relation: "enterprise",
    revisions: { since: sql`SELECT min(h.known_from) FROM enterprise_history h`, at: enterprisesAt },
  },
  storeFrom: 20_000,
  search: { sql: sql`search_text(e.name)`, filter: "Accent-insensitive, in the name." },
  dimensions: {
    kind: {
      description:
        "What it counts as. One of several kinds is in the group of each; one of none in that without a kind.",
      key: "What they count as; by KIND null for those of no kind.",
      filter: "At least one of these.",
      kind: "values",
      values: {
        SCIENCE_TECHNOLOGY: { flag: "scienceTechnology", is: true },
        STARTUP: { flag: "startup", is: true },
        MAKE_IN_HANOI: { flag: "makeInHanoi", is: true },
      },
    },
    industry: {
      description: "Its industry, in Vietnamese.",
      key: "Their industry, in Vietnamese; by INDUSTRY null for those whose industry is not known.",
      filter: "One of these, as Enterprise.industry writes them; one that no enterprise has is refused.",
      sql: sql`e.industry`,
      kind: "value",
    },
    unit: {
      description: "The ward or commune where it is.",
      key: "The ward or commune where they are; by UNIT null for those whose unit is not known.",
      filter: "Code of the ward or commune where it is; 01 is the whole city.",
      sql: sql`e.unit_code`,
      members: sql`SELECT code FROM administrative_unit`,
      kind: "code",
    },
    innovating: { description: "Whether it engages in innovation.", kind: "flag" },
    employees: {
      description: "People employed, in classes; null where that is not known.",
      number: "employees",
      kind: "classes",
    },
  },
  flags: {
    scienceTechnology: {
      since: "certified",
      sql: sql`e.kinds @> '{SCIENCE_TECHNOLOGY}'`,
    },
    startup: { sql: sql`e.kinds @> '{STARTUP}'` },
    makeInHanoi: { sql: sql`e.kinds @> '{MAKE_IN_HANOI}'` },
    innovating: { sql: sql`e.innovating`, filter: "Whether it engages in innovation." },
    employeesKnown: { sql: sql`e.employees IS NOT NULL` },
    synthetic: { sql: sql`e.origin = 'SYNTHETIC'` },
    published: { sql: sql`e.origin = 'PUBLISHED'` },
  },
  numbers: {
    employees: {
      sql: sql`e.employees`,
      unit: "people",
      filter: "People employed.",
      classes: [{ to: 9 }, { from: 10, to: 49 }, { from: 50, to: 99 }, { from: 100, to: 199 }, { from: 200 }],
    },
  },
  times: {
    founded: {
      description: "The day it was founded.",
      filter: "Day it was founded.",
      day: sql`e.founded_on`,
      without: "enterprises of which that is not known",
    },
    certified: {
      description: "The day it was certified as a science and technology enterprise.",
      filter: "Day it was certified as a science and technology enterprise.",
      day: sql`e.certified_on`,
      without: "enterprises that were not certified",
    },
  },
  counts: {
    enterprises: { kind: "rows" },
    scienceTechnology: { kind: "flag", flag: "scienceTechnology" },
    startups: { kind: "flag", flag: "startup" },
    makeInHanoi: { kind: "flag", flag: "makeInHanoi" },
    innovators: { kind: "flag", flag: "innovating" },
    withEmployees: { kind: "flag", flag: "employeesKnown" },
    peopleEmployed: { kind: "sum", number: "employees" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: {
    enterprises: { kind: "count", count: "enterprises", description: "Enterprises, each once." },
    scienceTechnology: {
      kind: "count",
      count: "scienceTechnology",
      description: "Of these, science and technology enterprises.",
    },
    startups: { kind: "count", count: "startups", description: "Of these, startups." },
    makeInHanoi: {
      kind: "count",
      count: "makeInHanoi",
      description: "Of these, makers of technology products in Hanoi.",
    },
    innovating: {
      kind: "count",
      count: "innovators",
      description: "Of these, those that engage in innovation.",
    },
    innovatingShare: {
      kind: "rate",
      count: "innovators",
      of: "enterprises",
      description: "Enterprises that engage in innovation / enterprises.",
    },
    peopleEmployed: {
      kind: "count",
      count: "peopleEmployed",
      description: "People employed, together, by those of which it is known.",
    },
    averageEmployees: {
      kind: "mean",
      count: "peopleEmployed",
      of: "withEmployees",
      description: "People employed, on average, by those of which it is known; null when of none.",
    },
  },
  origins: { rows: "enterprises", synthetic: "synthetic", published: "published" },
  percentiles: {
    number: "employees",
    description:
      "The fewest people employed that this share of the enterprises does not exceed, among those of which it is " +
      "known; null when of none.",
  },
} as const satisfies Cube;
