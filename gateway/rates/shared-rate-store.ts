import { createClient } from "@redis/client";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import type { Logger } from "../../shared/base/log/logger";
import type { RateStore } from "./client-rates";

/** How long a count may take, in milliseconds: operations wait for it. */
const countTimeoutMs = 200;
const mostReconnectMs = 2_000;

/**
 * Counts in a Valkey or Redis that all gateways share. While it cannot be reached each process counts for itself, so that
 * nobody waits and nobody is let through without a limit. Throws when it cannot be reached at the start.
 */
export async function openSharedRateStore(url: string, log: Logger): Promise<RateStore> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: countTimeoutMs },
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (retries) => Math.min(mostReconnectMs, 50 * 2 ** retries),
    },
  });
  let isLost = false;
  client.on("error", (error: unknown) => {
    if (!isLost) log.warn({ err: error }, "the store of rates is lost; this process counts for itself");
    isLost = true;
  });
  client.on("ready", () => {
    if (isLost) log.info("the store of rates is back");
    isLost = false;
  });
  await client.connect();
  return {
    limiter: (options) =>
      new RateLimiterRedis({
        ...options,
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(options),
      }),
    isUp: () => !isLost,
    async close() {
      client.destroy();
    },
  };
}
