/**
 * How V8's heap is bounded where a subgraph or a gateway runs, as arguments of Node.js. The young generation would grow to
 * 128 MB and more with answers of thousands of rows, or while a supergraph is loaded, and not return the pages; the old one
 * would contain hundreds of megabytes of garbage before it is collected as a whole for the first time, and several times what
 * lives after that. With these, procedures takes less than half the memory and answers as fast, and a gateway stays level
 * however often it loads another supergraph; with 8 MB, as a subgraph has, it would need a tenth more processor time
 * (docs/benchmarks/gateway.md). `documentThread` are those of the gateway's thread that plans, in the same process: with the
 * gateway's own it holds 50 MB more, of which most is garbage, and plans a tenth faster. Package scripts and `deploy/` have the same (test/processes/entry-points.test.ts).
 */
export const heapArguments = {
  subgraph: ["--max-semi-space-size=8", "--initial-heap-size=64", "--heap-growing-percent=60"],
  gateway: ["--max-semi-space-size=16", "--initial-heap-size=96", "--heap-growing-percent=60"],
  documentThread: ["--max-semi-space-size=4", "--initial-heap-size=24"],
} as const satisfies Record<string, readonly string[]>;
