import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import { type ClientRates, createClientRates } from "./client-rates";
import { defaultRates, type Rates } from "./rates";

export interface RatesOptions {
  config: { GATEWAY_LIMITS: "on" | "off"; RATE_STORE_URL?: string | undefined; rates?: Rates | undefined };
  clock: Clock;
  log: Logger;
}

/** What clients may cost in a minute; undefined where there are no limits. */
export async function openRates({ config, clock, log }: RatesOptions): Promise<ClientRates | undefined> {
  const { GATEWAY_LIMITS, RATE_STORE_URL: url, rates = defaultRates } = config;
  if (GATEWAY_LIMITS === "off") return undefined;
  if (url === undefined) return createClientRates(rates, clock);
  const { openSharedRateStore }: typeof import("./shared-rate-store") = require("./shared-rate-store");
  return createClientRates(rates, clock, await openSharedRateStore(url, log));
}
