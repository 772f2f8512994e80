import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { GraphError } from "../../shared/base/errors/graph-error";
import { createLogger } from "../../shared/base/log/logger";
import { createHttpApp } from "../../shared/http/server/http-app";
import { createSubgraphClient } from "../transport/subgraph-client";
import { registerForwardedPaths } from "./forwarded-paths";

const paths = [{ path: "/loans.csv", subgraph: "library", timeoutMs: 1_000, cost: 5_000 }];

describe("a path that a subgraph answers", () => {
  it("is forwarded with what was known of it, and nothing of who asks", async () => {
    const asked: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers);
      response.writeHead(200, { "content-type": "application/ld+json", etag: '"1"', "x-secret": "hunter2" });
      response.end(request.url);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const client = createSubgraphClient({ url, timeoutMs: 1_000, maxAnswerBytes: 1_000 });
    const app = createHttpApp({ log: createLogger("test", "silent") });
    registerForwardedPaths(app, paths, (name) => (name === "library" ? client : undefined));
    const headers = { "if-none-match": '"0"', authorization: "Bearer x", cookie: "a=b" };
    const origin = await app.listen({ host: "127.0.0.1", port: 0 });
    const answer = await fetch(`${origin}/loans.csv`, { headers });
    expect([answer.status, await answer.text()]).toEqual([200, "/loans.csv"]);
    expect([answer.headers.get("etag"), answer.headers.get("x-secret")]).toEqual(['"1"', null]);
    expect(Object.keys(asked[0] ?? {}).sort()).toEqual([
      "accept",
      "connection",
      "host",
      "if-none-match",
      "x-graph-deadline-ms",
      "x-request-id",
    ]);
    await client.close();
    await new Promise((resolve) => server.close(resolve));
    const failed = await fetch(`${origin}/loans.csv`);
    expect(await failed.json()).toMatchObject({ errors: [{ extensions: { code: "SERVICE_UNAVAILABLE" } }] });
    await app.close();
  });

  it("is charged to who asks, before the subgraph is asked", async () => {
    const app = createHttpApp({ log: createLogger("test", "silent") });
    const charged: number[] = [];
    const charge = async (cost: number) => {
      charged.push(cost);
      throw new GraphError("RATE_LIMITED", "Later.");
    };
    const get = () => Promise.reject(new Error("Nobody is to be asked."));
    registerForwardedPaths(
      app,
      paths,
      () => ({ get }),
      undefined,
      () => ({ charge }),
    );
    const origin = await app.listen({ host: "127.0.0.1", port: 0 });
    const answer = await fetch(`${origin}/loans.csv`);
    expect([answer.status, charged]).toEqual([429, [5_000]]);
    await app.close();
  });

  it("is not there without the subgraph", async () => {
    const app = createHttpApp({ log: createLogger("test", "silent") });
    registerForwardedPaths(app, paths, () => undefined);
    const origin = await app.listen({ host: "127.0.0.1", port: 0 });
    const answer = await fetch(`${origin}/loans.csv`);
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
    await app.close();
  });
});
