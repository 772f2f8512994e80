const isApolloExecutor = process.env.GATEWAY_EXECUTOR === "apollo";

/**
 * For cases that only our executor meets. `GATEWAY_EXECUTOR=apollo jest dist/test/gateway` holds Apollo's to all others.
 */
export const itWithOwnExecutor = isApolloExecutor ? it.skip : it;
