const test = "(^test/|/fixture/|\\.(test|fixture)\\.ts$)";

/** The parts of shared/, and those that each may import. */
const parts = {
  base: [],
  http: ["base"],
  database: ["base"],
  import: ["base", "http", "database"],
  kit: ["base", "http", "database", "import"],
  runner: ["base", "kit"],
};

/** Who may import whom, and no cycles. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: { pathNot: "node_modules" },
      to: { circular: true },
    },
    {
      name: "shared-knows-no-room",
      comment: "shared/ imports npm packages only.",
      severity: "error",
      from: { path: "^shared/", pathNot: test },
      to: { path: "^(subgraphs|gateway|test)/" },
    },
    ...Object.entries(parts).map(([part, below]) => ({
      name: `shared-${part}-stands-on-${below.join("-") || "nothing"}`,
      comment: "The parts of shared/ stand on one another in one order; docs/architecture.md draws it.",
      severity: "error",
      from: { path: `^shared/${part}/`, pathNot: test },
      to: { path: "^shared/", pathNot: `^shared/(${[part, ...below].join("|")})/` },
    })),
    {
      name: "gateway-stands-on-base-and-http",
      comment: "The gateway needs nothing of what subgraphs are built of; what it keeps of its own is next.",
      severity: "error",
      from: { path: "^gateway/", pathNot: `(^gateway/database/|${test})` },
      to: { path: "^shared/", pathNot: "^shared/(base|http)/" },
    },
    {
      name: "gateway-database-stands-on-database",
      comment:
        "One folder of the gateway reaches PostgreSQL, by the same connections and migrations as subgraphs do. All others ask that folder, so that nothing on the way of an operation can come to wait for a database.",
      severity: "error",
      from: { path: "^gateway/database/", pathNot: test },
      to: { path: "^shared/", pathNot: "^shared/(base|http|database)/" },
    },
    {
      name: "subgraphs-are-apart",
      comment: "A subgraph imports shared/, what all of them agree on (subgraphs/common/), and itself.",
      severity: "error",
      from: { path: "^subgraphs/([^/]+)/", pathNot: test },
      to: { path: "^(subgraphs/|gateway/|test/|shared/runner/)", pathNot: "^subgraphs/($1|common)/" },
    },
    {
      name: "serving-thread-reads-no-supergraph",
      comment:
        "What serves loads neither federation's library nor the planner: the document worker has them, and gives what it has read as data.",
      severity: "error",
      from: { path: "^gateway/graph/open-graph\\.ts$" },
      to: { path: "node_modules/@apollo/(federation-internals|query-planner)/", reachable: true },
    },
    {
      name: "gateway-reads-schemas-as-files",
      comment: "The gateway imports shared/, and never a subgraph's code.",
      severity: "error",
      from: { path: "^gateway/", pathNot: test },
      to: { path: "^(subgraphs|test)/" },
    },
    {
      name: "pages-are-apart",
      comment: "What runs in a browser imports packages, itself, and of the gateway what needs no Node.js.",
      severity: "error",
      from: { path: "^gateway/pages/browser/" },
      to: {
        path: "^(shared|gateway)/",
        pathNot:
          "^(gateway/pages/browser|gateway/(tables|labels|pages/first-view)/(table|labels|page-renderer)\\.ts|gateway/schema-search|shared/base/text)",
      },
    },
    {
      name: "dashboard-is-a-client",
      comment: "It names sectors, as clients do: what other pages stand on must not come to know them by it.",
      severity: "error",
      from: { path: "^gateway/pages/browser/", pathNot: "^gateway/pages/browser/dashboard/" },
      to: { path: "^gateway/pages/browser/dashboard/" },
    },
    {
      name: "nobody-imports-pages",
      comment: "They are built by Vite, with types of a browser.",
      severity: "error",
      from: { pathNot: "^gateway/pages/browser/" },
      to: { path: "^gateway/pages/browser/" },
    },
    {
      name: "statistics-know-no-graphql",
      comment:
        "Cubes, their SQL and the engine know no class of GraphQL and no decorator: resolvers translate.",
      severity: "error",
      from: {
        path: "(^shared/kit/(cube|protection|statistics|column-store)/|^shared/database/change-log/|\\.cube\\.ts$)",
        pathNot: test,
      },
      to: {
        path: "(node_modules/(type-graphql|class-validator)/|^shared/(base|kit)/(graphql|statistics-graphql)/)",
      },
    },
    {
      name: "schema-search-runs-in-browsers",
      comment:
        "The schema search is bundled for pages: it imports graphql and what is pure, and nothing of Node.js.",
      severity: "error",
      from: { path: "^gateway/(schema-search/|labels/(labels|schema-elements)\\.ts)", pathNot: test },
      to: {
        pathNot:
          "(^gateway/schema-search/|^gateway/labels/(labels|schema-elements)\\.ts|^shared/base/text/|node_modules/graphql/)",
      },
    },
    {
      name: "migrations-are-run-only",
      comment: "What serves imports no migration.",
      severity: "error",
      from: { path: "^subgraphs/", pathNot: `(/migrations/|/subgraph\\.ts$|${test})` },
      to: { path: "/migrations/" },
    },
    {
      name: "no-undeclared-packages",
      comment: "A package that package.json does not list is there by accident.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"] },
    },
    {
      name: "no-tools-in-what-is-served",
      comment: "What runs in production stands in dependencies, not in devDependencies.",
      severity: "error",
      // What builds the pages runs where tsc runs; types of packages are gone when pages are served.
      from: { pathNot: `(${test}|^gateway/pages/(build|documents)/)` },
      to: { dependencyTypes: ["npm-dev"], pathNot: "node_modules/@types/" },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Clients stand on packages of their own, and import nothing of the graph.
    exclude: { path: "^test/clients/[^/]+/" },
    // TypeScript 7 has no API to parse with yet; swc reads the same files, type imports included.
    parser: "swc",
    tsPreCompilationDeps: true,
    // Not tsconfig.json: its only path puts better types in place of a package's.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["node", "require", "import", "types"],
    },
  },
};
