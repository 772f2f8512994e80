import "../config/environment";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { openGraph } from "./open-graph";
import { createServedGraph, type ServedGraphOptions } from "./served-graph";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Nobody is there; only what the graph is made of matters here. */
const nowhere = "http://127.0.0.1:9/graphql";
const { supergraphSdl = "" } = composeServices([
  { name: "wards", url: nowhere, typeDefs: parse("type Query { wards: [String!]! }") },
]);

const options: ServedGraphOptions = {
  config: {
    GATEWAY_LIMITS: "on",
    REQUEST_TIMEOUT_MS: 0,
    SUBGRAPH_TIMEOUT_MS: 500,
    SUBGRAPH_BREAKER_FAILURES: 1_000,
    SUBGRAPH_BREAKER_PAUSE_MS: 100,
    SUBGRAPH_MAX_ANSWER_BYTES: 1_000,
    SUPERGRAPH_POLL_MS: 10,
  },
  urlsOf: () => new Map([["wards", [nowhere]]]),
  ...{ supergraphSdl, clock: systemClock, log: createLogger("test", "silent") },
};

it("lets go of every graph that was replaced but for the first, however many there were", async () => {
  const first = await openGraph(options, supergraphSdl);
  const served = createServedGraph(options, first);
  const graphs: WeakRef<object>[] = [];
  try {
    for (let turn = 1; turn <= 4; turn++) {
      const { commit } = await served.prepare(`${supergraphSdl}\n# ${turn}\n`);
      commit();
      graphs.push(new WeakRef(served.supergraphs.current().schema));
    }
    expect(await eventuallyCollected(graphs)).toEqual([false, false, false, true]);
    // A gateway holds its first one, by which its parts were opened: it must hold no other.
    expect(first.transports.size).toBe(1);
  } finally {
    served.stop();
    await served.supergraphs.stop();
  }
}, 60_000);

/** Which are still held when no more of them are let go. They are closed a second after they were replaced. */
async function eventuallyCollected(graphs: readonly WeakRef<object>[]): Promise<boolean[]> {
  const held = () => graphs.map((graph) => graph.deref() !== undefined);
  for (let attempt = 0; attempt < 40 && held().filter(Boolean).length > 1; attempt++) {
    // What was looked at is held until the turn ends.
    await new Promise((resolve) => setTimeout(resolve, 250));
    collect();
  }
  return held();
}
