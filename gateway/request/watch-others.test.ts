import { createLogger } from "../../shared/base/log/logger";
import { createHttpApp } from "../../shared/http/server/http-app";
import { eventually } from "../../test/support/gateway/gateway-request";
import { watchOthers } from "./watch-others";

it("does not take a stream that is open for somebody who waits", async () => {
  const app = createHttpApp({ log: createLogger("test", "silent") });
  const isBusy = watchOthers(app, []);
  const opened: (() => void)[] = [];
  app.get("/stream", async (request, reply) => {
    reply.hijack();
    reply.raw.write("begun");
    opened.push(() => request.settle?.());
    return reply;
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const abort = new AbortController();
  await fetch(`${url}/stream`, { signal: abort.signal });
  expect(isBusy()).toBe(true);
  for (const settle of opened) settle();
  await eventually(async () => (isBusy() ? undefined : true));
  // Its end counts for nothing either: it was over before.
  abort.abort();
  await eventually(
    async () =>
      new Promise<true | undefined>((resolve) =>
        app.server.getConnections((_error, count) => resolve(count === 0 ? true : undefined)),
      ),
  );
  expect(isBusy()).toBe(false);
  await app.close();
});
