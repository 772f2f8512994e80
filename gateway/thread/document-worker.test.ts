import { EventEmitter } from "node:events";
import { createLogger } from "../../shared/base/log/logger";
import { type DocumentTask, openDocumentWorker } from "./document-worker";

/** A thread that answers when the test lets it, and ends some time after it is told to. */
class StubThread extends EventEmitter {
  readonly tasks: DocumentTask[] = [];
  isTerminated = false;
  unref = () => {};
  postMessage = (task: DocumentTask) => void this.tasks.push(task);
  terminate = async () => {
    this.isTerminated = true;
    return 0;
  };
}

const threads: StubThread[] = [];
const open = () => {
  const thread = new StubThread();
  threads.push(thread);
  return thread;
};

beforeEach(() => {
  jest.useFakeTimers();
  threads.length = 0;
});
afterEach(() => jest.useRealTimers());

const data = { supergraphSdl: "", limits: undefined };
const plan = { kind: "RootFetch" };

it("gives no task the late answer of a thread that was replaced", async () => {
  const worker = openDocumentWorker(data, createLogger("test", "silent"), open);
  const slow = worker.plan("slow", "a");
  const next = worker.plan("next", "a");
  const slowRefused = expect(slow).rejects.toThrow("can be planned in time and memory");
  jest.advanceTimersByTime(5_000);
  await slowRefused;
  const [hung, successor] = threads;
  expect([hung?.isTerminated, successor?.tasks]).toEqual([true, [{ kind: "plan", text: "next" }]]);
  hung?.emit("message", { plan: { kind: "of the slow one" } });
  hung?.emit("exit", 1);
  successor?.emit("message", { plan });
  expect(await next).toBe(plan);
  await worker.close();
});

it("starts another thread when one dies, and refuses what it was at", async () => {
  const worker = openDocumentWorker(data, createLogger("test", "silent"), open);
  const fatal = worker.plan("fatal", "a");
  const next = worker.plan("next", "a");
  threads[0]?.emit("exit", 1);
  await expect(fatal).rejects.toThrow("can be planned in time and memory");
  threads[1]?.emit("message", { plan });
  expect(await next).toBe(plan);
  await worker.close();
});
