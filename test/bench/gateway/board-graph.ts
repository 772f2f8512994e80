import type { BenchSubgraphs } from "./answer-query";

/** The board: 126 units over four subgraphs, about 40 kB of answer. */
export const boardQuery = `query Board {
  units {
    code name kind population
    taskStats { assigned overdue due }
    dossierStats { received digitised rate }
    coverage { share stations kind }
    readiness { meets missing }
  }
}`;

/** A small query over three subgraphs. */
export const smallQuery = `query Small { unit(code: "00004") { name taskStats { overdue } dossierStats { received } } }`;

/** What tasks were done in each month: not asked for by the queries above. */
export const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const done = Object.fromEntries(months.map((month, index) => [month, 10 + index]));

/** Every field of every subgraph, made up. */
const units = Array.from({ length: 126 }, (_, index) => ({
  __typename: "Unit",
  code: String(4 + index * 4).padStart(5, "0"),
  name: `Phường số ${index}`,
  kind: index % 2 === 0 ? "WARD" : "COMMUNE",
  population: 20_000 + index * 137,
  taskStats: { assigned: 40 + index, overdue: index % 7, due: ["2025-11-20", "2025-12-01"], ...done },
  dossierStats: { received: 900 + index, digitised: 700 + index, rate: 0.5 + index / 1000 },
  coverage: { share: 0.9, stations: index, kind: "5G" },
  readiness: { meets: index % 3 === 0, missing: ["network", "training"] },
}));
const unitsByCode = new Map(units.map((unit) => [unit.code, unit]));
const unitOf = ({ code }: Record<string, unknown>) => unitsByCode.get(String(code)) ?? null;

export const boardSubgraphs: BenchSubgraphs = {
  units: {
    sdl: `type Query { units: [Unit!]! unit(code: ID!): Unit }
      type Unit @key(fields: "code") { code: ID! name: String! kind: String! population: Int! }`,
    query: { units, unit: unitOf },
    entityOf: unitOf,
  },
  tasks: {
    sdl: `type Unit @key(fields: "code") { code: ID! taskStats(asOf: String): TaskStats! }
      type TaskStats { assigned: Int! overdue: Int! due: [String!]! ${months.join(": Int! ")}: Int! }`,
    entityOf: unitOf,
  },
  procedures: {
    sdl: `type Unit @key(fields: "code") { code: ID! dossierStats: DossierStats! }
      type DossierStats { received: Int! digitised: Int! rate: Float }`,
    entityOf: unitOf,
  },
  infrastructure: {
    sdl: `type Unit @key(fields: "code") { code: ID! coverage: Coverage readiness: Readiness! }
      type Coverage { share: Float! stations: Int! kind: String! }
      type Readiness { meets: Boolean! missing: [String!]! }`,
    entityOf: unitOf,
  },
};
