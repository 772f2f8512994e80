/*
 * Preloaded into a gateway's process with --require and --expose-gc: answers "memory" with what it holds, and
 * "collected" with what is left of it when all garbage is gone.
 */
process.on("message", (message: unknown) => {
  if (message !== "memory" && message !== "collected") return;
  if (message === "collected") globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
