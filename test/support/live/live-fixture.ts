import { type ConnectionLimits, defaultConnectionLimits } from "../../../gateway/config/connection-limits";
import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { compose, startOver, startTasks, startUnits } from "../gateway/gateway-fixture";
import { createFakeLiveQueries, type FakeLiveQueries } from "./fake-live-queries";

/** The fixture's gateway, whose live queries answer what a test has them answer. */
export interface LiveFixture {
  gateway: RunningGateway;
  live: FakeLiveQueries;
  stop(): Promise<void>;
}

export async function startLiveFixture(
  limits: Partial<ConnectionLimits> = {},
  overrides: Partial<GatewayOptions["config"]> = {},
  options: Parameters<typeof startOver>[2] = {},
): Promise<LiveFixture> {
  const stubs = await Promise.all([startUnits(), startTasks()]);
  const live = createFakeLiveQueries();
  const config = { liveConnections: { ...defaultConnectionLimits, ...limits }, ...overrides };
  const gateway = await startOver(compose(stubs), config, { ...options, live });
  await gateway.ready;
  const stop = async () => {
    await gateway.stop();
    await Promise.all(stubs.map((stub) => stub.stop()));
  };
  return { gateway, live, stop };
}
