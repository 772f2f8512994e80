/**
 * What Node.js is started with where a subgraph runs. Its young generation would grow to 128 MB and more with answers
 * of thousands of rows, and not return the pages; its old one would contain hundreds of megabytes of garbage before it
 * is collected as a whole for the first time, and several times what lives after that. With these, procedures takes
 * less than half the memory and answers as fast (docs/benchmarks.md). `npm run subgraph` has them, too.
 */
export const subgraphNodeArguments = [
  "--max-semi-space-size=8",
  "--initial-heap-size=64",
  "--heap-growing-percent=60",
];
