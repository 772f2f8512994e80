import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { Random } from "../../shared/base/random/random";
import { ReadinessCriterion } from "../../subgraphs/infrastructure/administrative-unit/readiness-criterion";

/** One request of the mixed load. */
export interface SoakRequest {
  /** What it is counted as. */
  kind: "query" | "statistic" | "mutation";
  /** As a client would name it. */
  name: string;
  body: { query: string; variables?: Record<string, unknown> };
}

/** How many different variables an operation is asked with: as many as fill the gateway's caches in the first minutes. */
const variants = 60;

/**
 * A mixed load without end over wards and communes, by their codes: of ten requests six are queries (the explorer's examples and the dashboard's views), three are
 * statistics, one is a mutation of one of three sectors. Operations are those that ship with the project and few more, as
 * clients have them; variables differ. The same seed gives the same requests.
 */
export function createRequests(units: readonly string[], seed = 1): () => SoakRequest {
  const random = new Random(seed);
  const examples = readExamples();
  const wards = units.slice(0, variants);
  const turns: (() => SoakRequest)[] = [
    ...Array.from({ length: 4 }, () => () => ({
      kind: "query" as const,
      name: "OneWardOf",
      body: { query: oneWard, variables: { code: random.pick(wards) } },
    })),
    ...Array.from({ length: 2 }, () => () => random.pick(examples)),
    ...Array.from({ length: 2 }, () => () => ({
      kind: "statistic" as const,
      name: "DossiersOfDays",
      body: { query: dossiersOfDays, variables: { filter: { receivedOn: someDays(random) } } },
    })),
    () => ({
      kind: "statistic",
      name: "TasksOn",
      body: { query: tasksOn, variables: { day: dayOf(random.integer(0, variants)) } },
    }),
    () => ({ kind: "mutation", ...random.pick(mutations)(random, wards) }),
  ];
  return () => random.pick(turns)();
}

const mutations: ((random: Random, wards: string[]) => Pick<SoakRequest, "name" | "body">)[] = [
  (random, wards) => ({
    name: "AssessReadiness",
    body: {
      query: `mutation AssessReadiness($input: AssessUnitReadinessInput!) {
        assessUnitReadiness(input: $input) { unit { code readiness { meets } } userErrors { code message } } }`,
      variables: {
        input: {
          unit: random.pick(wards),
          criterion: random.pick([ReadinessCriterion.LAN, ReadinessCriterion.SCANNERS]),
          assessedOn: "2025-11-14",
          meets: random.chance(0.5),
        },
      },
    },
  }),
  (random, wards) => {
    const unit = random.pick(wards);
    return {
      name: "RecordServicePoint",
      body: {
        query: `mutation RecordServicePoint($input: RecordServicePointInput!) {
          recordServicePoint(input: $input) { servicePoint { code connected } userErrors { code message } } }`,
        variables: {
          input: { code: `D${unit}`, name: `Điểm phục vụ ${unit}`, unit, connected: random.chance(0.5) },
        },
      },
    };
  },
  (random) => ({
    name: "RecordProduct",
    body: {
      query: `mutation RecordProduct($input: RecordStrategicProductInput!) {
        recordStrategicProduct(input: $input) { strategicProduct { code stage } userErrors { code message } } }`,
      variables: {
        input: { code: "SOAK-1", name: "Thử tải dài", stage: random.pick(["RESEARCH", "PILOT"]) },
      },
    },
  }),
];

/** The explorer's examples of GraphQL, which nobody has to keep in step with the schema here. */
function readExamples(): SoakRequest[] {
  const folder = fromRoot("subgraphs", "common", "explorer");
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  return files.map((file) => ({
    kind: "query" as const,
    name: basename(file, ".graphql"),
    body: { query: readFileSync(fromRoot("subgraphs", "common", "explorer", file), "utf8") },
  }));
}

/** A day of 2025, so many before 14 November. */
const dayOf = (before: number) =>
  new Date(Date.UTC(2025, 10, 14) - before * 86_400_000).toISOString().slice(0, 10);

/** One of `variants` spans of days: all are known to the caches of statistics before long. */
function someDays(random: Random) {
  const days = random.integer(1, variants);
  return { gte: dayOf(days), lte: dayOf(Math.floor(days / 2)) };
}

const oneWard = readFileSync(fromRoot("subgraphs", "common", "explorer", "1-one-ward.graphql"), "utf8")
  .replace("query OneWard", "query OneWardOf($code: ID!)")
  .replace('"00004"', "$code");

const dossiersOfDays = `query DossiersOfDays($filter: DossierFilter) {
  dossierStats(filter: $filter, groupBy: [CHANNEL]) { rows { channel measures { received onTimeRate { value } } } } }`;

const tasksOn = `query TasksOn($day: Date) {
  taskStats(asOf: $day, groupBy: [STATUS]) { rows { status measures { assigned overdue } } } }`;
