import { Random } from "../../../shared/base/random/random";
import { createRequests } from "../../soak/soak-requests";
import { board } from "../../support/gateway/board-query";

/** A request, and whether it is one of those that are counted. */
export interface WholeRequest {
  body: { query: string; variables?: Record<string, unknown> };
  isCounted: boolean;
}

export interface WholeLoad {
  name: string;
  next: (random: Random, units: readonly string[]) => WholeRequest;
  /**
   * Requests are sent at so many a second, at even distances, whether or not earlier ones are answered: times are those that a
   * client waits who comes at any moment. Absent: each connection asks again as soon as it has its answer.
   */
  perSecond?: number;
}

/** As many as the base can answer with both cores. */
const mixedPerSecond = 33;

const counted = (query: string, variables?: Record<string, unknown>): WholeRequest => ({
  body: { query, ...(variables && { variables }) },
  isCounted: true,
});

const days = Array.from({ length: 130 }, (_, before) =>
  new Date(Date.UTC(2025, 10, 14) - before * 86_400_000).toISOString().slice(0, 10),
);

const boardFields = `nodes { code name kind population readiness(asOf: $day) { meets }
  coverage5G { populationShare { value } } taskStats(asOf: $day) { overdue }
  dossierStats { received onTimeRate { value } } }`;
const boardOfDay = `query Board($day: Date) { administrativeUnits(first: 126) { ${boardFields} } }`;
const boardOfUnits = `query Board($day: Date, $first: Int, $orderBy: [AdministrativeUnitOrder!]) {
  administrativeUnits(first: $first, orderBy: $orderBy) { ${boardFields} } }`;
const orders = ["CODE", "NAME", "POPULATION", "AREA", "DENSITY", "APPLICATIONS"];

const ward = `query Ward($code: ID!) { administrativeUnit(code: $code) {
  code name population readiness { meets } taskStats { assigned overdue } coverage5G { populationShare { value } } } }`;
const procedures = "query Procedures($first: Int) { procedures(first: $first) { nodes { code name } } }";
const tasks = "query Tasks($first: Int) { tasks(first: $first) { nodes { code title dueOn } } }";

/** As the mixed load of `npm run soak` writes. */
const mutations: ((random: Random, units: readonly string[]) => WholeRequest["body"])[] = [
  (random, units) => ({
    query: `mutation($input: AssessUnitReadinessInput!) {
      assessUnitReadiness(input: $input) { unit { code readiness { meets } } userErrors { code message } } }`,
    variables: {
      input: {
        ...{ unit: random.pick(units), criterion: random.pick(["LAN", "SCANNERS"]) },
        ...{ assessedOn: "2025-11-14", meets: random.chance(0.5) },
      },
    },
  }),
  (random, units) => {
    const unit = random.pick(units);
    return {
      query: `mutation($input: RecordServicePointInput!) {
        recordServicePoint(input: $input) { servicePoint { code connected } userErrors { code message } } }`,
      variables: {
        input: { code: `D${unit}`, name: `Điểm phục vụ ${unit}`, unit, connected: random.chance(0.5) },
      },
    };
  },
  (random) => ({
    query: `mutation($input: RecordStrategicProductInput!) {
      recordStrategicProduct(input: $input) { strategicProduct { code stage } userErrors { code message } } }`,
    variables: {
      input: {
        ...{ code: `BENCH-${random.integer(1, 50)}`, name: "Đo tốc độ" },
        stage: random.pick(["RESEARCH", "PILOT"]),
      },
    },
  }),
];

const ofUnits = new WeakMap<readonly string[], () => { body: WholeRequest["body"] }>();

/** Of the mixed load of `npm run soak`, in its order: each graph is asked the same. */
function mixedRequest(units: readonly string[]): WholeRequest["body"] {
  const next = ofUnits.get(units) ?? createRequests(units);
  ofUnits.set(units, next);
  return next().body;
}

/** What is measured. Boards of which nothing repeats, too: none of them can be an answer that was kept. */
export const wholeLoads: readonly WholeLoad[] = [
  { name: "board of 126 units", next: () => counted(board) },
  {
    name: `mixed load, ${mixedPerSecond} requests a second`,
    perSecond: mixedPerSecond,
    next: (_random, units) => ({ body: mixedRequest(units), isCounted: true }),
  },
  {
    name: "board, each time of another day",
    next: (random) => counted(boardOfDay, { day: random.pick(days) }),
  },
  {
    name: "board, each time of other units in another order, of another day",
    next: (random) =>
      counted(boardOfUnits, {
        ...{ day: random.pick(days), first: random.integer(100, 126) },
        orderBy: [{ field: random.pick(orders), direction: random.pick(["ASC", "DESC"]) }],
      }),
  },
  {
    name: "board, of ten requests one a mutation",
    next: (random, units) =>
      random.chance(0.1) ? { body: random.pick(mutations)(random, units), isCounted: false } : counted(board),
  },
  {
    name: "small queries",
    next: (random, units) =>
      random.pick([
        () => counted(ward, { code: random.pick(units) }),
        () => counted(ward, { code: random.pick(units) }),
        () => counted(procedures, { first: random.integer(1, 10) }),
        () => counted(tasks, { first: random.integer(1, 10) }),
      ])(),
  },
  {
    name: "mutations",
    next: (random, units) => ({ body: random.pick(mutations)(random, units), isCounted: true }),
  },
];
