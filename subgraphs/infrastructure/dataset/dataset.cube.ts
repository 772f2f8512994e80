import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Cube } from "../../../shared/kit/cube/cube";
import { datasetsKnownAt } from "./catalogue-instant";
import { QualityCriterion } from "./dataset-enums";
import { holdsSql, metSql } from "./quality-rules";

const ofPublishers = (condition: Sql) =>
  sql`d.publisher_code IN (SELECT o.code FROM organization o WHERE ${condition})`;

const withPublishers = (datasets: Sql) => sql`${datasets} JOIN organization o ON o.code = d.publisher_code`;

/** The datasets that were known at the end of a day. */
function datasetsAt(day: CalendarDay) {
  const known = datasetsKnownAt(day);
  return { from: known, joined: withPublishers(known) };
}

/** Whether a criterion holds depends on the instant; a later change was not known then, which `since` says. */
const holds = (criterion: QualityCriterion) => (now: Date) => holdsSql({ now, isPast: false })[criterion];
const holdAll = (now: Date) =>
  sql`(${metSql({ now, isPast: false })} = ${Object.keys(QualityCriterion).length}::int)`;

/**
 * The statistics of datasets. Computed from the rows themselves: there are few, and time decides whether they are live.
 */
export const datasetCube = {
  name: "Dataset",
  noun: { one: "dataset", many: "datasets" },
  hasAsOf: true,
  rows: {
    from: sql`dataset d`,
    joined: withPublishers(sql`dataset d`),
    id: sql`d.id`,
    relation: "dataset",
    revisions: { since: sql`SELECT min(h.known_from) FROM dataset_history h`, at: datasetsAt },
  },
  search: { sql: sql`d.search`, filter: "Accent-insensitive, in title, description and keywords." },
  dimensions: {
    publisher: {
      description: "The organization that publishes it.",
      key: "The organization that publishes them.",
      filter: "Code of the organization that publishes it.",
      sql: sql`d.publisher_code`,
      kind: "code",
    },
    publisherKind: {
      description: "What kind of organization publishes it.",
      key: "What kind of organization publishes them; by PUBLISHER_KIND null where this sector does not know it.",
      filter: "Published by an organization of one of these kinds.",
      sql: sql`o.kind`,
      kind: "value",
      joined: ofPublishers,
    },
    theme: {
      description: "Its theme, as Dataset.theme writes it.",
      filter: "One of these theme codes, e.g. EDUC.",
      sql: sql`d.theme`,
      kind: "value",
    },
    license: {
      description: "Its licence, as Dataset.license writes it; null where it has none.",
      filter: "One of these licences, as Dataset.license writes them.",
      sql: sql`d.license`,
      kind: "value",
    },
    accessLevel: {
      description: "Who may use it.",
      filter: "One of these access levels.",
      sql: sql`d.access_level`,
      kind: "value",
    },
    frequency: {
      description: "How often it is to be updated.",
      filter: "To be updated so often.",
      sql: sql`d.frequency`,
      kind: "value",
    },
    itSystem: {
      description: "The information system that its data comes from; null where none is named.",
      filter: "Code of the information system that its data comes from.",
      sql: sql`d.system_code`,
      kind: "code",
    },
    failing: {
      description:
        "A criterion that it does not meet now. One that fails several is in the group of each; one that meets all six " +
        "in that without a criterion.",
      key: "A criterion that they do not meet now; by FAILING null for those that meet all six.",
      filter: "At least one of these criteria does not hold now.",
      kind: "values",
      values: {
        ACCURATE: { flag: "accurate", is: false },
        SUFFICIENT: { flag: "sufficient", is: false },
        CLEAN: { flag: "clean", is: false },
        LIVE: { flag: "live", is: false },
        CONSISTENT: { flag: "consistent", is: false },
        SHARED: { flag: "shared", is: false },
      },
    },
    onOpenDataPortal: { description: "Whether the open data portal offers it.", kind: "flag" },
    live: { description: "Whether it is live now.", kind: "flag" },
    meetsAllSix: { description: "Whether it meets all six criteria now.", kind: "flag" },
  },
  flags: {
    accurate: { sql: holds(QualityCriterion.ACCURATE), filter: "Whether it is accurate." },
    sufficient: { sql: holds(QualityCriterion.SUFFICIENT), filter: "Whether it is sufficient." },
    clean: { sql: holds(QualityCriterion.CLEAN), filter: "Whether it is clean." },
    live: { sql: holds(QualityCriterion.LIVE), since: "modified", filter: "Whether it is live now." },
    consistent: { sql: holds(QualityCriterion.CONSISTENT), filter: "Whether it is consistent." },
    shared: { sql: holds(QualityCriterion.SHARED), filter: "Whether it is shared." },
    meetsAllSix: { sql: holdAll, since: "modified", filter: "Whether it meets all six criteria now." },
    onOpenDataPortal: { sql: sql`d.on_open_data_portal`, filter: "Whether the open data portal offers it." },
    synthetic: { sql: sql`d.origin = 'SYNTHETIC'` },
    published: { sql: sql`d.origin = 'PUBLISHED'` },
  },
  numbers: {},
  times: {
    modified: {
      description: "The day in Hanoi on which its data was last changed.",
      filter: "Day in Hanoi on which its data was last changed.",
      instant: sql`d.modified_at`,
      without: "datasets, as of a past day, of which only a later change is recorded",
    },
  },
  counts: {
    datasets: { kind: "rows" },
    openData: { kind: "flag", flag: "onOpenDataPortal" },
    accurateOnes: { kind: "flag", flag: "accurate" },
    sufficientOnes: { kind: "flag", flag: "sufficient" },
    cleanOnes: { kind: "flag", flag: "clean" },
    liveOnes: { kind: "flag", flag: "live" },
    consistentOnes: { kind: "flag", flag: "consistent" },
    sharedOnes: { kind: "flag", flag: "shared" },
    meetingAllSix: { kind: "flag", flag: "meetsAllSix" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: {
    datasets: { kind: "count", count: "datasets", description: "Datasets in the catalogue, each once." },
    openData: { kind: "count", count: "openData", description: "Of these, on the open data portal." },
    opened: { kind: "rate", count: "openData", of: "datasets", description: "openData / datasets." },
    accurate: {
      ...{ kind: "rate", count: "accurateOnes", of: "datasets" },
      description: "Datasets that agree with the records they were made from (đúng) / datasets.",
    },
    sufficient: {
      ...{ kind: "rate", count: "sufficientOnes", of: "datasets" },
      description: "Datasets that have every record and field that they should (đủ) / datasets.",
    },
    clean: {
      ...{ kind: "rate", count: "cleanOnes", of: "datasets" },
      description: "Datasets without duplicates and malformed values (sạch) / datasets.",
    },
    live: {
      ...{ kind: "rate", count: "liveOnes", of: "datasets" },
      description: "Datasets updated within one period, with 10 % grace (sống) / datasets.",
    },
    consistent: {
      ...{ kind: "rate", count: "consistentOnes", of: "datasets" },
      description: "Datasets that use the codes and names that others use (thống nhất) / datasets.",
    },
    shared: {
      ...{ kind: "rate", count: "sharedOnes", of: "datasets" },
      description: "Datasets that other organizations can in fact use (dùng chung) / datasets.",
    },
    meetingAllSix: {
      ...{ kind: "rate", count: "meetingAllSix", of: "datasets" },
      description: "Datasets that meet all six criteria / datasets.",
    },
  },
  origins: { rows: "datasets", synthetic: "synthetic", published: "published" },
} as const satisfies Cube;
