import "../../gateway/config/environment";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type GatewayFixture, startFixture } from "../support/gateway/gateway-fixture";
import { eventually, postQuery } from "../support/gateway/gateway-request";
import { sendJson } from "../support/gateway/gateway-stub";
import { never, right, timedOutAt, withTasks } from "../support/gateway/misbehaviours";

let fixture: GatewayFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function start(overrides: Parameters<typeof startFixture>[0] = {}): Promise<GatewayFixture> {
  fixture = await startFixture(overrides);
  return fixture;
}

describe("queries that take too long", () => {
  it("keep nobody away from a subgraph that answers others", async () => {
    const { gateway, tasks } = await start({
      SUBGRAPH_BREAKER_FAILURES: 3,
      SUBGRAPH_BREAKER_PAUSE_MS: 60_000,
    });
    tasks.misbehave((response, request) => {
      // Asked for entities, it takes for ever.
      const isSlow = tasks.requests.at(-1)?.query.includes("_entities");
      if (!isSlow) right(response, request);
    });
    for (let round = 0; round < 5; round += 1) {
      const slow = postQuery(gateway.url, withTasks);
      await eventually(async () => (tasks.requests.at(-1)?.query.includes("_entities") ? true : undefined));
      expect((await postQuery(gateway.url, "{ overdueTasks }")).body).toEqual({ data: { overdueTasks: 7 } });
      expect((await slow).body).toMatchObject({ errors: [timedOutAt("unit", "overdue")] });
    }
    expect((await postQuery(gateway.url, "{ overdueTasks }")).body).toEqual({ data: { overdueTasks: 7 } });
  });
});

describe("time", () => {
  it("that a whole request may take ends its fetches, and what the others brought is delivered", async () => {
    const { gateway, tasks } = await start({ REQUEST_TIMEOUT_MS: 1500, SUBGRAPH_TIMEOUT_MS: 60_000 });
    const closed = Promise.withResolvers<void>();
    tasks.misbehave((response) => response.once("close", () => closed.resolve()));
    expect((await postQuery(gateway.url, withTasks)).body).toEqual({
      data: { unit: { name: "Ba Đình", overdue: null } },
      errors: [timedOutAt("unit", "overdue")],
    });
    await closed.promise;
  });

  it("is not spent on a client that has gone", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    tasks.misbehave((response) => {
      response.once("close", () => closed.resolve());
      asked.resolve();
    });
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: withTasks }),
      signal: client.signal,
    }).catch((error: Error) => error.name);
    await asked.promise;
    client.abort();
    expect(await answer).toBe("AbortError");
    await closed.promise;
  });

  it("is given to a mutation whose client has gone, so that it ends as it began", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 });
    const asked = Promise.withResolvers<ServerResponse<IncomingMessage>>();
    tasks.misbehave((response) => asked.resolve(response));
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "mutation { a: closeTask b: closeTask }" }),
      signal: client.signal,
    }).catch((error: Error) => error.name);
    const response = await asked.promise;
    client.abort();
    await answer;
    // The gateway stays usable, and has not hung up on the subgraph meanwhile.
    await postQuery(gateway.url, "{ __typename }");
    expect(response.destroyed).toBe(false);
    tasks.misbehave(undefined);
    sendJson(response, { data: { a: 1, b: 1 } });
  });

  it("of a subgraph that never answers is up before the request's", async () => {
    const { gateway, tasks } = await start({ SUBGRAPH_TIMEOUT_MS: 1000 });
    tasks.misbehave(never);
    expect((await postQuery(gateway.url, "{ overdueTasks units { code } }")).body).toEqual({
      data: { overdueTasks: null, units: [{ code: "00004" }, { code: "00008" }] },
      errors: [timedOutAt("overdueTasks")],
    });
    expect(tasks.requests.length).toBe(1);
  });
});
