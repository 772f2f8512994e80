import sql from "sql-template-tag";
import type { Cube } from "../../../shared/kit/cube/cube";
import { unitsAt, unitsNow } from "./assessed-units";
import { ReadinessCriterion } from "./readiness-criterion";
import { unitMeasures } from "./unit-measures";

const criteria = Object.keys(ReadinessCriterion).length;

const meets = (criterion: ReadinessCriterion) => sql`(${criterion}::readiness_criterion = ANY(unit.met))`;

/**
 * What statistics can be asked of wards and communes, 126 rows that answer themselves. The city is no row of its own, so
 * that sums count nobody twice. They are about places, whose figures are public one by one, and not about persons.
 */
export const unitCube = {
  name: "AdministrativeUnit",
  noun: { one: "ward or commune", many: "wards and communes" },
  hasAsOf: true,
  rows: {
    from: unitsNow,
    joined: unitsNow,
    id: sql`unit.code`,
    relation: "administrative_unit",
    revisions: {
      since: sql`SELECT min(h.known_from) FROM administrative_unit_history h`,
      butFor:
        "But an assessment of readiness counts from the day that it is of, whenever it was recorded, as it does in " +
        "AdministrativeUnit.readiness; the units of before 1 July 2025 are in formerUnits.",
      at: (day) => ({ from: unitsAt(day), joined: unitsAt(day) }),
    },
  },
  search: { sql: sql`unit.search`, filter: "Accent-insensitive, in code, kind and names." },
  dimensions: {
    unit: {
      description: "The ward or commune itself.",
      filter: "Code of the ward or commune; 01 is the whole city.",
      sql: sql`unit.code`,
      kind: "code",
    },
    kind: {
      description: "Whether it is a ward or a commune; the city is neither, and no row.",
      key: "Whether they are wards or communes.",
      filter: "One of these kinds; none is the CITY, whose figures are the totals.",
      sql: sql`unit.kind`,
      kind: "value",
    },
    population: {
      description: "Its population, in classes of persons.",
      key: "Their population, in classes of persons.",
      number: "population",
      kind: "classes",
    },
    area: {
      description:
        "Its area, in classes of whole square kilometres: in 5–9 it is at least 5 and less than 10.",
      key: "Their area, in classes of whole square kilometres: in 5–9 it is at least 5 and less than 10.",
      number: "areaKm2",
      kind: "classes",
    },
    ready: {
      description: "Whether its readiness meets all seven criteria.",
      key: "Whether their readiness meets all seven criteria.",
      kind: "flag",
    },
    criteriaMet: {
      description: "How many of the seven criteria of readiness it meets, in classes.",
      key: "How many of the seven criteria of readiness they meet, in classes.",
      number: "criteriaMet",
      kind: "classes",
    },
    failing: {
      description:
        "A criterion of readiness that it does not meet. One that fails several is in the group of each; one that meets all " +
        "seven in that without a criterion.",
      key: "A criterion of readiness that they do not meet; by FAILING null for those that meet all seven.",
      filter: "At least one of these criteria does not hold; one that was never assessed does not.",
      kind: "values",
      values: {
        LAN: { flag: "lan", is: false },
        WAN_CONNECTION: { flag: "wanConnection", is: false },
        COMPUTERS: { flag: "computers", is: false },
        SCANNERS: { flag: "scanners", is: false },
        VIDEO_CONFERENCE: { flag: "videoConference", is: false },
        SERVICE_CENTRE_CONNECTION: { flag: "serviceCentreConnection", is: false },
        INFORMATION_SECURITY: { flag: "informationSecurity", is: false },
      },
    },
    applications: {
      description: "How many applications it works with, in classes.",
      key: "How many applications they work with, in classes.",
      number: "applications",
      kind: "classes",
    },
  },
  flags: {
    ready: { sql: sql`unit.ready`, filter: "Whether its readiness meets all seven criteria." },
    lan: { sql: meets(ReadinessCriterion.LAN) },
    wanConnection: { sql: meets(ReadinessCriterion.WAN_CONNECTION) },
    computers: { sql: meets(ReadinessCriterion.COMPUTERS) },
    scanners: { sql: meets(ReadinessCriterion.SCANNERS) },
    videoConference: { sql: meets(ReadinessCriterion.VIDEO_CONFERENCE) },
    serviceCentreConnection: { sql: meets(ReadinessCriterion.SERVICE_CENTRE_CONNECTION) },
    informationSecurity: { sql: meets(ReadinessCriterion.INFORMATION_SECURITY) },
    synthetic: { sql: sql`unit.origin = 'SYNTHETIC'` },
    published: { sql: sql`unit.origin = 'PUBLISHED'` },
  },
  numbers: {
    population: {
      sql: sql`unit.population`,
      unit: "persons",
      filter: "Its population, in persons.",
      classes: [
        { to: 29_999 },
        { from: 30_000, to: 49_999 },
        { from: 50_000, to: 69_999 },
        { from: 70_000, to: 99_999 },
        { from: 100_000 },
      ],
    },
    areaKm2: {
      sql: sql`unit.area_km2`,
      decimals: 2,
      unit: "km²",
      filter: "Its area, in square kilometres.",
      classes: [{ to: 4 }, { from: 5, to: 9 }, { from: 10, to: 19 }, { from: 20, to: 39 }, { from: 40 }],
    },
    criteriaMet: {
      sql: sql`cardinality(unit.met)`,
      unit: `criteria of ${criteria}`,
      filter: "How many of the seven criteria of readiness it meets.",
      classes: Array.from({ length: criteria + 1 }, (_, met) => ({ from: met, to: met })),
    },
    applications: {
      sql: sql`unit.applications`,
      unit: "applications",
      filter: "How many applications it works with.",
      classes: [{ to: 14 }, { from: 15, to: 19 }, { from: 20, to: 24 }, { from: 25 }],
    },
  },
  times: {
    assessed: {
      description: "The day of its latest assessment of readiness.",
      filter: "Day of its latest assessment of readiness.",
      day: sql`unit.assessed_on`,
      without: "wards and communes that were not assessed",
    },
  },
  counts: {
    units: { kind: "rows" },
    readyOnes: { kind: "flag", flag: "ready" },
    withLan: { kind: "flag", flag: "lan" },
    withWanConnection: { kind: "flag", flag: "wanConnection" },
    withComputers: { kind: "flag", flag: "computers" },
    withScanners: { kind: "flag", flag: "scanners" },
    withVideoConference: { kind: "flag", flag: "videoConference" },
    withServiceCentreConnection: { kind: "flag", flag: "serviceCentreConnection" },
    withInformationSecurity: { kind: "flag", flag: "informationSecurity" },
    persons: { kind: "sum", number: "population" },
    squareKilometres: { kind: "sum", number: "areaKm2" },
    criteria: { kind: "sum", number: "criteriaMet" },
    uses: { kind: "sum", number: "applications" },
    synthetic: { kind: "flag", flag: "synthetic" },
    published: { kind: "flag", flag: "published" },
  },
  measures: unitMeasures,
  origins: {
    ...{ rows: "units", synthetic: "synthetic", published: "published" },
    of:
      "Of the readiness and the applications of each, by the weakest; who says its area and population is in " +
      "AdministrativeUnit.figures.",
  },
  percentiles: {
    number: "population",
    field: "unitPopulation",
    description:
      "The fewest persons that the population of this share of the wards and communes does not exceed; null when there are none.",
  },
} as const satisfies Cube;
