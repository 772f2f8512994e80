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

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

const sdls: Record<string, string> = {
  units: `type Query { units: [Unit!]! unit(code: ID!): Unit }
    type Unit @key(fields: "code") { code: ID! name: String! kind: String! population: Int! }`,
  tasks: `type Unit @key(fields: "code") { code: ID! taskStats: TaskStats! }
    type TaskStats { assigned: Int! overdue: Int! due: [String!]! }`,
  procedures: `type Unit @key(fields: "code") { code: ID! dossierStats: DossierStats! }
    type DossierStats { received: Int! digitised: Int! rate: Float }`,
  infrastructure: `type Unit @key(fields: "code") { code: ID! coverage: Coverage readiness: Readiness! }
    type Coverage { share: Float! stations: Int! kind: String! }
    type Readiness { meets: Boolean! missing: [String!]! }`,
};

export const subgraphSdls: ReadonlyMap<string, string> = new Map(
  Object.entries(sdls).map(([name, sdl]) => [name, link + sdl]),
);

export interface BenchUnit {
  [field: string]: unknown;
  code: string;
}

/** Every field of every subgraph, made up. */
export const units: readonly BenchUnit[] = Array.from({ length: 126 }, (_, index) => ({
  __typename: "Unit",
  code: String(4 + index * 4).padStart(5, "0"),
  name: `Phường số ${index}`,
  kind: index % 2 === 0 ? "WARD" : "COMMUNE",
  population: 20_000 + index * 137,
  taskStats: { assigned: 40 + index, overdue: index % 7, due: ["2025-11-20", "2025-12-01"] },
  dossierStats: { received: 900 + index, digitised: 700 + index, rate: 0.5 + index / 1000 },
  coverage: { share: 0.9, stations: index, kind: "5G" },
  readiness: { meets: index % 3 === 0, missing: ["network", "training"] },
}));
