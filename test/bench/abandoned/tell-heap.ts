/** Loaded ahead of a subgraph's own code, with --expose-gc: answers each "heap" with the bytes in use after a collection. */
process.on("message", (message) => {
  if (message !== "heap") return;
  global.gc?.();
  process.send?.({ heap: process.memoryUsage().heapUsed });
});
