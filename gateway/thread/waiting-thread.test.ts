import { readFileSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import { openDocumentWorker } from "./document-worker";
import { endWaitingThread, startWaitingThread, takeThread } from "./waiting-thread";

const log = createLogger("test", "silent");
const taken: Worker[] = [];
const take = () => {
  const thread = takeThread();
  taken.push(thread);
  return thread;
};
afterEach(async () => {
  await endWaitingThread();
  await Promise.all(taken.splice(0).map((thread) => thread.terminate()));
});

it("is one, however often it is asked for, and is given away once", () => {
  startWaitingThread();
  startWaitingThread();
  const threads = [take(), take()];
  expect(new Set(threads.map(({ threadId }) => threadId)).size).toBe(2);
  // The first of them began before the second was asked for.
  expect(threads[0]?.threadId).toBeLessThan(threads[1]?.threadId ?? 0);
  startWaitingThread();
  expect(take().threadId).toBeGreaterThan(threads[1]?.threadId ?? 0);
});

it("plans on the supergraph that it is told, and says why it cannot", async () => {
  startWaitingThread();
  const supergraphSdl = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
  const worker = openDocumentWorker({ supergraphSdl, limits: undefined }, log);
  await worker.ready;
  expect(await worker.plan('{ administrativeUnit(code: "00004") { code name } }', "a")).toMatchObject({
    kind: "RootFetch",
  });
  await worker.close();

  startWaitingThread();
  const other = openDocumentWorker({ supergraphSdl: "type Query { a: Int }", limits: undefined }, log);
  await expect(other.ready).rejects.toThrow("Expected a supergraph that this gateway can serve: ");
  await other.close();
});
