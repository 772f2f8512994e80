import sql from "sql-template-tag";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../../shared/database/history/create-history";
import type { Cube } from "../../../../shared/kit/cube/cube";

/** The market stalls that were known at the end of a day, and had opened. Searches read today's texts. */
function marketStallsAt(asOf: CalendarDay) {
  const day = sql`${asOf}::date`;
  const known = sql`(SELECT h.*, t.name FROM market_stall_history h LEFT JOIN market_stall t ON t.code = h.code
    WHERE ${knownAt(day)} AND h.opened_on <= ${day}) AS r`;
  return { from: known, joined: known };
}

/** The statistics that can be queried of market stalls: all of it in one file. */
export const marketStallCube = {
  name: "MarketStall",
  noun: { one: "market stall", many: "market stalls" },
  hasAsOf: true,
  rows: {
    from: sql`market_stall r`,
    joined: sql`market_stall r`,
    id: sql`r.code`,
    relation: "market_stall",
    revisions: { since: sql`SELECT min(h.known_from) FROM market_stall_history h`, at: marketStallsAt },
  },
  search: {
    sql: sql`search_text(r.code || ' ' || r.name)`,
    filter: "Accent-insensitive, in code and name.",
  },
  dimensions: {
    ownership: {
      description: "Who it belongs to.",
      filter: "Who they belong to: one of these.",
      sql: sql`r.ownership`,
      kind: "value",
    },
    unit: {
      description: "The ward or commune where it is.",
      filter: "Code of the ward or commune where it is; 01 is the whole city.",
      sql: sql`r.unit_code`,
      members: sql`SELECT code FROM administrative_unit`,
      kind: "code",
    },
    organization: {
      description: "Who answers for it.",
      filter: "Code of the organization that answers for it.",
      sql: sql`r.organization_code`,
      kind: "code",
    },
  },
  flags: {
    public: { sql: sql`r.ownership = 'PUBLIC'` },
    capacityKnown: { sql: sql`r.capacity IS NOT NULL` },
    synthetic: { sql: sql`r.origin = 'SYNTHETIC'` },
    published: { sql: sql`r.origin = 'PUBLISHED'` },
  },
  numbers: {
    capacity: { sql: sql`r.capacity`, unit: "people", filter: "People it has room for." },
  },
  times: {
    opened: { description: "The day it opened.", filter: "Day it opened.", day: sql`r.opened_on` },
  },
  counts: {
    marketStalls: { kind: "rows" },
    public: { kind: "flag", flag: "public" },
    withCapacity: { kind: "flag", flag: "capacityKnown" },
    capacity: { kind: "sum", number: "capacity" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: {
    marketStalls: { kind: "count", count: "marketStalls", description: "Market stalls, each once." },
    publicShare: {
      kind: "rate",
      count: "public",
      of: "marketStalls",
      description: "Market stalls that belong to the State / market stalls.",
    },
    capacity: {
      kind: "count",
      count: "capacity",
      description: "People they have room for, together, of those of which it is known.",
    },
    averageCapacity: {
      kind: "mean",
      count: "capacity",
      of: "withCapacity",
      description: "People they have room for, on average, of those of which it is known; null when of none.",
    },
  },
  origins: { rows: "marketStalls", synthetic: "synthetic", published: "published" },
} as const satisfies Cube;
