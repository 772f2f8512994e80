import { generateKeyPairSync } from "node:crypto";
import { fixedClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { createInternalTokenSigner } from "../../shared/http/identity/internal-token";
import { eventually } from "../../test/support/gateway/gateway-request";
import { type SubgraphWatch, watchSubgraphs } from "./subgraph-watch";

const clock = fixedClock("2025-11-14T09:00:00+07:00");
const since = "2025-11-14T02:00:00.000Z";

/** A subgraph without a socket, up or down as the test says. */
function fakeReplica(up: boolean) {
  const replica = {
    up,
    isLost: false,
    onLost: () => {},
    found() {
      replica.isLost = false;
    },
    client: {
      async post() {
        if (!replica.up) throw new Error("connect ECONNREFUSED");
        return { status: 200, bytes: Buffer.from('{"data":{"__typename":"Query"}}') };
      },
    },
  };
  return replica;
}

let watch: SubgraphWatch | undefined;
afterEach(() => watch?.stop());

it("is complete once every subgraph has answered, and stays so when one goes down", async () => {
  const [units, tasks] = [fakeReplica(true), fakeReplica(false)];
  const started = watchSubgraphs({
    transports: new Map([
      ["units", { replicas: [units] }],
      ["tasks", { replicas: [tasks] }],
    ]),
    signer: createInternalTokenSigner({ privateKey: generateKeyPairSync("ed25519").privateKey, clock }),
    clock,
    log: createLogger("test", "silent"),
    downIntervalMs: 1,
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

it("looks for a replica at once when its connections fail, and tells of each", async () => {
  const [first, second] = [fakeReplica(true), fakeReplica(true)];
  const started = watchSubgraphs({
    transports: new Map([["tasks", { replicas: [first, second] }]]),
    clock,
    log: createLogger("test", "silent"),
    downIntervalMs: 1,
    intervalMs: 1_000_000,
  });
  watch = started;
  const replicasAre = (...expected: string[]) =>
    eventually(async () => {
      const { state, replicas = [] } = started.states().tasks ?? {};
      return (
        JSON.stringify([state, ...replicas.map((one) => one.state)]) === JSON.stringify(expected) || undefined
      );
    });
  await replicasAre("up", "up", "up");
  second.up = false;
  second.isLost = true;
  second.onLost();
  await replicasAre("up", "up", "down");
  second.up = true;
  await replicasAre("up", "up", "up");
  expect(second.isLost).toBe(false);
  for (const one of [first, second]) {
    one.up = false;
    one.onLost();
  }
  await replicasAre("down", "down", "down");
});

it("waits for none that others run, and tells its state all the same", async () => {
  const started = watchSubgraphs({
    transports: new Map([
      ["tasks", { replicas: [fakeReplica(true)] }],
      ["heritage", { replicas: [fakeReplica(false)] }],
    ]),
    elsewhere: new Set(["heritage"]),
    clock,
    log: createLogger("test", "silent"),
    downIntervalMs: 1,
  });
  watch = started;
  await started.allAnswered;
  expect(started.hasAllAnswered()).toBe(true);
  expect(started.states().heritage).toEqual({ state: "down", since });
});
