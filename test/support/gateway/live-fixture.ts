import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway";
import { defaultLiveLimits, type LiveLimits } from "../../../gateway/live-http/live-limits";
import { createFakeLiveQueries, type FakeLiveQueries } from "./fake-live-queries";
import { compose, startOver, startTasks, startUnits } from "./gateway-fixture";

/** The fixture's gateway, whose live queries answer what a test has them answer. */
export interface LiveFixture {
  gateway: RunningGateway;
  live: FakeLiveQueries;
  stop(): Promise<void>;
}

export async function startLiveFixture(
  limits: Partial<LiveLimits> = {},
  overrides: Partial<GatewayOptions["config"]> = {},
  options: Parameters<typeof startOver>[2] = {},
): Promise<LiveFixture> {
  const stubs = await Promise.all([startUnits(), startTasks()]);
  const live = createFakeLiveQueries();
  const config = { live: { ...defaultLiveLimits, ...limits }, ...overrides };
  const gateway = await startOver(compose(stubs), config, { ...options, live });
  await gateway.ready;
  const stop = async () => {
    await gateway.stop();
    await Promise.all(stubs.map((stub) => stub.stop()));
  };
  return { gateway, live, stop };
}

/** A clock that a test moves. */
export function movableClock() {
  let [aheadMs] = [0];
  return {
    now: () => new Date(Date.now() + aheadMs),
    moveOn(ms: number) {
      aheadMs += ms;
    },
  };
}
