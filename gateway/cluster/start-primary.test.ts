import cluster from "node:cluster";
import { EventEmitter } from "node:events";
import { createLogger } from "../../shared/base/log/logger";
import { eventually } from "../../test/support/gateway/gateway-request";
import * as watch from "../graph/watch-supergraph";
import type { PrimaryMessage } from "./messages";
import { type Primary, startPrimary } from "./start-primary";

/** A worker whose answers to `prepare` come when the test lets them, in the order that it wants. */
class StubWorker extends EventEmitter {
  readonly process = { pid: 1, kill: () => this.emit("exit", 0, "SIGTERM") };
  served = "";
  /** How often it was told that a change will come. */
  expects = 0;
  /** What it was told to prepare, until that is committed or discarded. */
  readonly asked: Extract<PrimaryMessage, { kind: "prepare" }>[] = [];

  isConnected = () => true;
  send(message: PrimaryMessage): void {
    if (message.kind === "serve") this.served = message.supergraphSdl;
    else if (message.kind === "expect") this.expects += 1;
    else if (message.kind === "prepare") this.asked.push(message);
    else {
      const [prepared] = this.asked.splice(
        this.asked.findIndex(({ id }) => id === message.id),
        1,
      );
      if (message.kind === "commit") this.served = prepared?.supergraphSdl ?? "nothing that was prepared";
    }
  }

  become(kind: string): void {
    this.emit("message", { kind, url: "http://127.0.0.1:1" });
  }
  answer(supergraphSdl: string, refused?: string): void {
    const id = this.asked.find((asked) => asked.supergraphSdl === supergraphSdl)?.id;
    this.emit("message", { kind: "prepared", id, ...(refused !== undefined && { refused }) });
  }
  asks = (supergraphSdl: string) =>
    eventually(async () => this.asked.some((asked) => asked.supergraphSdl === supergraphSdl) || undefined);
}

/** Tells the primary that the file of the supergraph is another one. */
let deploy: (supergraphSdl: string) => Promise<void>;

let primary: Primary;
let workers: StubWorker[];
beforeEach(() => {
  workers = [];
  jest.spyOn(cluster, "fork").mockImplementation(() => {
    const worker = new StubWorker();
    workers.push(worker);
    return worker as never;
  });
  jest.spyOn(watch, "watchSupergraph").mockImplementation((_file, _initial, changed) => {
    deploy = changed;
    return () => {};
  });
  const config = { GATEWAY_WORKERS: 2, HANG_LIMIT_MS: 60_000, SUPERGRAPH: "", SUPERGRAPH_POLL_MS: 5 };
  primary = startPrimary({ config, supergraphSdl: "A", log: createLogger("test", "silent") });
});
afterEach(async () => {
  await primary.stop();
  jest.restoreAllMocks();
});

const served = () => workers.map((worker) => worker.served);

it("changes a worker that becomes ready while the others change", async () => {
  const [first, late] = workers as [StubWorker, StubWorker];
  first.become("ready");
  const changed = deploy("B");
  await first.asks("B");
  late.become("ready");
  first.answer("B");
  await changed;
  await late.asks("B");
  late.answer("B");
  await eventually(async () => served().every((text) => text === "B") || undefined);
});

it("takes no worker's answer to one change for its answer to another", async () => {
  const [first, late] = workers as [StubWorker, StubWorker];
  first.become("ready");
  const changed = deploy("B");
  await first.asks("B");
  first.answer("B");
  await changed;
  // It began with A, and is asked for B. Before it has answered, C is to be served.
  late.become("ready");
  await late.asks("B");
  const changedAgain = deploy("C");
  late.answer("B", "B does not fit.");
  await Promise.all([first.asks("C"), late.asks("C")]);
  first.answer("C");
  late.answer("C");
  await changedAgain;
  expect(served()).toEqual(["C", "C"]);
});

it("tells all workers that serve when one of them composes a graph", () => {
  const [first, second] = workers as [StubWorker, StubWorker];
  first.become("ready");
  first.become("expected");
  second.become("ready");
  second.become("expected");
  expect(workers.map(({ expects }) => expects)).toEqual([2, 1]);
});
