import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger } from "../../shared/base/log/logger";
import { createHttpApp } from "../../shared/http/server/http-app";
import { eventually } from "../../test/support/gateway/gateway-request";
import { Cancellation } from "../request/cancellation";
import { wasSent } from "./not-sent";
import { createSubgraphClient } from "./subgraph-client";

/** A server that answers when it is told to, and a client that has all its connections waiting for it. */
async function startBusy() {
  const waiting: ServerResponse[] = [];
  const { promise: busy, resolve } = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    if (waiting.push(response) === 64) resolve();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const limits = { timeoutMs: 60_000, maxAnswerBytes: 1024 };
  const client = createSubgraphClient({ url: `http://127.0.0.1:${port}/graphql`, ...limits });
  const answers = Array.from({ length: 64 }, () => client.post("{}", []));
  await busy;
  const stop = async () => {
    for (const response of waiting) response.end("{}");
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    await client.close();
    server.close();
    return { statuses: new Set(statuses), requests: waiting.length };
  };
  return { client, stop };
}

it("does not send what is cancelled while it waits for a connection", async () => {
  const { client, stop } = await startBusy();
  const cancellation = new Cancellation();
  const answer = client.post("{}", [], cancellation).catch((error: unknown) => error);
  const gone = new Error("gone");
  cancellation.cancel(gone);
  const failed = await answer;
  expect([String(failed), wasSent(failed)]).toEqual(["Error: gone", false]);
  const refused = await client.post("{}", [], cancellation).catch((error: unknown) => error);
  expect([String(refused), wasSent(refused)]).toEqual(["Error: gone", false]);
  expect(await stop()).toEqual({ statuses: new Set([200]), requests: 64 });
});

it("leaves a server that stops with the first answer, and comes back to whoever is there then", async () => {
  const log = createLogger("test", "silent");
  const serve = async (port: number) => {
    const app = createHttpApp({ log, lingerMs: 60_000 });
    app.post("/graphql", async () => ({ data: { pid: port } }));
    await app.listen({ port, host: "127.0.0.1" });
    return app;
  };
  const first = await serve(0);
  const { port } = first.server.address() as AddressInfo;
  const client = createSubgraphClient({
    ...{ url: `http://127.0.0.1:${port}/graphql`, timeoutMs: 60_000, maxAnswerBytes: 1024 },
  });
  const ask = () => client.post("{}", []).then(({ status, bytes }) => [status, bytes.toString()]);
  const answer = (of: number) => [200, JSON.stringify({ data: { pid: of } })];
  // Over several connections, of which most are then idle.
  expect(new Set((await Promise.all(Array.from({ length: 8 }, ask))).map(String)).size).toBe(1);
  const closed = first.close();
  await eventually(async () => !first.server.listening || undefined);
  expect(await ask()).toEqual(answer(0));
  // It would wait for a minute if one connection were still there.
  await closed;
  const second = await serve(port);
  expect(await ask()).toEqual(answer(port));
  await client.close();
  await second.close();
});
