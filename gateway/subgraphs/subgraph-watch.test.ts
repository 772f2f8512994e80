import { generateKeyPairSync } from "node:crypto";
import { fixedClock } from "../../shared/clock/clock";
import { createStatementSigner } from "../../shared/identity/statement";
import { createLogger } from "../../shared/log/logger";
import { eventually } from "../../test/support/gateway-request";
import type { SubgraphClient } from "./subgraph-client";
import { type SubgraphWatch, watchSubgraphs } from "./subgraph-watch";

const clock = fixedClock("2025-11-14T09:00:00+07:00");
const since = "2025-11-14T02:00:00.000Z";

/** A subgraph without a socket, up or down as the test says. */
function fakeSubgraph(up: boolean): Pick<SubgraphClient, "post"> & { up: boolean } {
  return {
    up,
    async post() {
      if (!this.up) throw new Error("connect ECONNREFUSED");
      return { status: 200, bytes: Buffer.from('{"data":{"__typename":"Query"}}') };
    },
  };
}

let watch: SubgraphWatch | undefined;
afterEach(() => watch?.stop());

it("is complete once every subgraph has answered, and stays so when one goes down", async () => {
  const [units, tasks] = [fakeSubgraph(true), fakeSubgraph(false)];
  const started = watchSubgraphs({
    clients: new Map([
      ["units", units],
      ["tasks", tasks],
    ]),
    signer: createStatementSigner({ privateKey: generateKeyPairSync("ed25519").privateKey, clock }),
    clock,
    log: createLogger("test", "silent"),
    startIntervalMs: 1,
    intervalMs: 1,
  });
  watch = started;
  const stateOf = (name: string, state: string) =>
    eventually(async () => (started.states()[name]?.state === state ? true : undefined));

  await stateOf("units", "up");
  expect(started.states()).toEqual({ units: { state: "up", since }, tasks: { state: "down", since } });
  expect(started.hasAllAnswered()).toBe(false);

  tasks.up = true;
  await started.allAnswered;
  expect(started.states()).toEqual({ units: { state: "up", since }, tasks: { state: "up", since } });

  units.up = false;
  await stateOf("units", "down");
  expect(started.hasAllAnswered()).toBe(true);
});
