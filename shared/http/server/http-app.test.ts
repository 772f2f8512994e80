import { createLogger } from "../../base/log/logger";
import { createHttpApp } from "./http-app";

it("gives a client 30 s to send a whole request: Node.js then answers 408 and hangs up", async () => {
  const app = createHttpApp({ log: createLogger("test", "silent") });
  await app.ready();
  const { requestTimeout } = app.server;
  await app.close();
  expect(requestTimeout).toBe(30_000);
});
