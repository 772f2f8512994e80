/**
 * What Node.js is started with where a subgraph runs: in production, its young generation grows to 128 MB and more beside
 * answers of thousands of rows, and the pages stay its own. With 8 MB for each half, procedures takes a third less
 * memory and answers as fast (docs/benchmarks.md).
 */
export const subgraphNodeArguments = ["--max-semi-space-size=8"];
