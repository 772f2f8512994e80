import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger } from "../../../shared/base/log/logger";
import { type StubSubgraph, startStub } from "../../../test/support/gateway/gateway-stub";
import { createSubgraphClient } from "../../transport/subgraph-client";
import { type Feed, followSubgraph, type SubgraphChange } from "./follow-subgraph";

let stub: StubSubgraph;
let feed: Feed | undefined;
beforeEach(async () => {
  stub = await startStub("rows", "type Query { a: Int }", {});
});
afterEach(async () => {
  feed?.stop();
  await stub.stop();
});

/** What a feed has told, in order: tables, "anything", or whether it is behind. */
function follow(timing: Partial<Parameters<typeof followSubgraph>[0]["timing"]> = {}, url = stub.url) {
  const client = createSubgraphClient({ url, timeoutMs: 2_000, maxAnswerBytes: 1_000_000 });
  const told: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const tell = (what: string) => {
    told.push(what);
    for (const { count, resolve } of waiting) if (told.length >= count) resolve();
  };
  feed = followSubgraph({
    ...{ subgraph: "rows", get: client.get, headers: async () => ({}), log: createLogger("test", "silent") },
    onChange: ({ relations }: SubgraphChange) => tell(relations ? [...relations].join(" ") : "anything"),
    onState: (isBehind) => tell(isBehind ? "behind" : "stands"),
    timing: { silenceMs: 30_000, againMs: 5, mostAgainMs: 20, graceMs: 30_000, pollMs: 5, ...timing },
  });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ count, resolve });
      if (told.length >= count) resolve();
    });
  return { told, until };
}

it("tells what changes, and after a break what has changed meanwhile, once", async () => {
  const { told, until } = follow();
  await until(1);
  stub.feed.change("a");
  await until(2);
  stub.feed.setBroken(true);
  stub.feed.change("b");
  stub.feed.setBroken(false);
  await until(3);
  stub.feed.change("c");
  await until(4);
  expect(told).toEqual(["anything", "a", "b", "c"]);
  expect(stub.feed.opened.filter((after) => after === null)).toEqual([null]);
});

it("takes a silent connection for a broken one, and a beat for none", async () => {
  const { told, until } = follow({ silenceMs: 100 });
  await until(1);
  for (let beats = 0; beats < 3; beats++) stub.feed.beat();
  stub.feed.fallSilent();
  stub.feed.change("a");
  await until(2);
  expect(told).toEqual(["anything", "a"]);
  expect(stub.feed.opened.length).toBeGreaterThan(1);
});

it("says that it is behind when it is not back in time, and when it stands again", async () => {
  const { told, until } = follow({ graceMs: 10 });
  await until(1);
  stub.feed.setBroken(true);
  await until(2);
  expect(feed?.isBehind()).toBe(true);
  stub.feed.change("a");
  stub.feed.setBroken(false);
  await until(4);
  expect(told).toEqual(["anything", "behind", "stands", "a"]);
  expect(feed?.isBehind()).toBe(false);
});

it("is behind from the beginning where there is no feed, and lets nobody wait for it", async () => {
  stub.feed.setBroken(true);
  const { told } = follow();
  await feed?.settled;
  expect(told).toEqual(["behind"]);
});

it("of a subgraph that tells no changes, tells at intervals that anything may have changed, and stays behind", async () => {
  const without = createServer((_request, response) => void response.writeHead(404).end());
  await new Promise<void>((resolve) => without.listen(0, "127.0.0.1", resolve));
  try {
    const { told, until } = follow({}, `http://127.0.0.1:${(without.address() as AddressInfo).port}/graphql`);
    await until(4);
    expect(told.slice(0, 4)).toEqual(["behind", "anything", "anything", "anything"]);
    expect(feed?.isBehind()).toBe(true);
  } finally {
    without.closeAllConnections();
    without.close();
  }
});

it("is opened by nobody any more once it is stopped", async () => {
  const { until } = follow();
  await until(1);
  feed?.stop();
  await stub.feed.untilReaders(0);
  expect(stub.feed.opened).toEqual([null]);
});
