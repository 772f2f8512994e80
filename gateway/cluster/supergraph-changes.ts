import type { Worker } from "node:cluster";
import type { Logger } from "../../shared/base/log/logger";
import { isPreparedMessage, type PrimaryMessage } from "./messages";

/** The supergraph that the workers of a primary serve, and how it changes: in all of them, or in none. */
export interface SupergraphChanges {
  /** Tells a new worker what to serve first. */
  serve(worker: Worker): void;
  /** Brings a worker that has become ready to what the others serve by now. */
  catchUp(worker: Worker): Promise<void>;
  /** Has all workers that are ready know that a change will come soon. */
  expect(): void;
  /** Changes all workers that are ready when its turn comes, unless that is what they serve. */
  change(supergraphSdl: string): Promise<void>;
  /** The worker has ended. */
  forget(worker: Worker): void;
}

/** Changes run one after the other, in the order of the calls. `ready` gives the workers that serve. */
export function createSupergraphChanges(
  first: string,
  ready: () => Iterable<Worker>,
  log: Logger,
): SupergraphChanges {
  /** What each worker serves. */
  const serving = new Map<Worker, string>();
  let current = first;
  let lastId = 0;
  let last = Promise.resolve();

  const inTurn = (run: () => Promise<void>): Promise<void> => {
    const done = last.then(run);
    // One that fails, of which its caller learns, keeps none of the next from running.
    last = done.catch(() => {});
    return done;
  };
  /** All of them prepare, then all of them change; when one refuses, none does. */
  const run = async (workers: Worker[], supergraphSdl: string): Promise<void> => {
    lastId += 1;
    const id = lastId;
    const refusals = await Promise.all(workers.map((worker) => prepare(worker, id, supergraphSdl)));
    const refused = refusals.find((reason) => reason !== undefined);
    if (refused === undefined) current = supergraphSdl;
    else log.error({ reason: refused, alarm: true }, "the new supergraph is refused by a worker");
    for (const worker of workers) {
      send(worker, { kind: refused === undefined ? "commit" : "discard", id });
      if (refused === undefined && serving.has(worker)) serving.set(worker, supergraphSdl);
    }
  };
  return {
    serve(worker) {
      serving.set(worker, current);
      send(worker, { kind: "serve", supergraphSdl: current });
    },
    catchUp: (worker) =>
      inTurn(async () => {
        const served = serving.get(worker);
        if (served !== undefined && served !== current) await run([worker], current);
      }),
    expect() {
      for (const worker of ready()) send(worker, { kind: "expect" });
    },
    change: (supergraphSdl) =>
      inTurn(async () => {
        if (supergraphSdl !== current) await run([...ready()], supergraphSdl);
      }),
    forget: (worker) => serving.delete(worker),
  };
}

function send(worker: Worker, message: PrimaryMessage): void {
  if (worker.isConnected()) worker.send(message);
}

/** Why a worker refuses a supergraph; undefined when it is ready, or gone: its successor gets what is current. */
function prepare(worker: Worker, id: number, supergraphSdl: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const done = (reason?: string) => {
      worker.off("message", listen);
      worker.off("exit", gone);
      resolve(reason);
    };
    const listen = (message: unknown) => {
      if (isPreparedMessage(message) && message.id === id) done(message.refused);
    };
    const gone = () => done();
    worker.on("message", listen);
    worker.on("exit", gone);
    if (!worker.isConnected()) return done();
    send(worker, { kind: "prepare", id, supergraphSdl });
  });
}
