/**
 * Hive Gateway as its documentation starts it, but for what would make the rows tell of something else: by default it
 * sends one fetch for all requests that ask the same at once, and a bench asks nothing else. BENCH_HIVE_SHARES=on leaves
 * that as it comes. It sends no telemetry unless it is told where to; access logs and its landing page are off.
 */
export const gatewayConfig = {
  logging: "error",
  landingPage: false,
  graphiql: false,
  transportEntries: {
    "*.http": { options: { deduplicateInflightRequests: process.env.BENCH_HIVE_SHARES === "on" } },
  },
};
