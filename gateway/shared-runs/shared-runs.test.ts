import fc from "fast-check";
import { publicViewer } from "../../shared/http/identity/viewer";
import { Cancellation } from "../request/cancellation";
import type { GatewayContext } from "../request/context";
import { createSharedRuns, type SharedRuns } from "./shared-runs";

/*
 * What runs share, in steps: runs read a number when they begin, and end when a test says so.
 */

interface Step {
  key: string;
  do: "ask" | "change" | "end" | "wait";
}

function contextOf(requestId: string, begunAt = "2025-11-14T02:00:00.000Z"): GatewayContext {
  return { viewer: publicViewer, requestId, begunAt, record: {} };
}

/** A number for each key that runs answer with, as it was when they began. */
class Numbers {
  readonly runs: SharedRuns = createSharedRuns();
  begun = 0;
  readonly #numbers = new Map<string, number>();
  readonly #ending: { key: string; end: () => void }[] = [];

  of(key: string): number {
    return this.#numbers.get(key) ?? 0;
  }

  change(key: string): void {
    this.#numbers.set(key, this.of(key) + 1);
  }

  async ask(key: string, context = contextOf(key)): Promise<number> {
    const answer = await this.runs.join(key, context, async () => {
      this.begun += 1;
      const read = this.of(key);
      await new Promise<void>((end) => this.#ending.push({ key, end }));
      return Buffer.from(String(read));
    });
    return Number(String(answer));
  }

  endAll(): void {
    for (const { end } of this.#ending.splice(0)) end();
  }

  endOne(key: string): void {
    const at = this.#ending.findIndex((each) => each.key === key);
    if (at >= 0) for (const { end } of this.#ending.splice(at, 1)) end();
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const step = fc.record({
  key: fc.constantFrom("one", "other"),
  do: fc.constantFrom<Step["do"]>("ask", "ask", "change", "end", "wait"),
});

it("gives nobody an answer from before it asked, and never another's, however requests fall", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const numbers = new Numbers();
      const asked: { least: number; answer: Promise<number>; key: string }[] = [];
      for (const { key, do: what } of steps) {
        if (what === "ask") asked.push({ key, least: numbers.of(key), answer: numbers.ask(key) });
        if (what === "change") numbers.change(key);
        if (what === "end") numbers.endOne(key);
        if (what === "wait") await jest.advanceTimersByTimeAsync(7);
      }
      while (numbers.runs.running() > 0 || jest.getTimerCount() > 0) {
        await jest.runAllTimersAsync();
        numbers.endAll();
        await jest.advanceTimersByTimeAsync(0);
      }
      for (const { least, answer, key } of asked) {
        expect(await answer).toBeGreaterThanOrEqual(least);
        expect(await answer).toBeLessThanOrEqual(numbers.of(key));
      }
      expect(numbers.begun).toBeLessThanOrEqual(asked.length);
    }),
  );
});

it("has all that come during a run answered by the next one", async () => {
  const numbers = new Numbers();
  const first = numbers.ask("one");
  await jest.advanceTimersByTimeAsync(0);
  numbers.change("one");
  const rest = Array.from({ length: 50 }, () => numbers.ask("one"));
  numbers.endAll();
  expect(await first).toBe(0);
  await jest.advanceTimersByTimeAsync(0);
  numbers.endAll();
  expect(await Promise.all(rest)).toEqual(Array.from({ length: 50 }, () => 1));
  expect(numbers.begun).toBe(2);
});

it("waits no longer for a run that takes long", async () => {
  const numbers = new Numbers();
  void numbers.ask("one");
  await jest.advanceTimersByTimeAsync(0);
  void numbers.ask("one");
  await jest.advanceTimersByTimeAsync(19);
  expect(numbers.begun).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(numbers.begun).toBe(2);
});

it("runs for the last of them: of its instant, to its deadline, until nobody waits", async () => {
  const signalsOf = (leftMs: number) => ({
    ...{ deadline: new Cancellation(), abandoned: new Cancellation() },
    ...{ isClientGone: () => false, leftMs: () => leftMs },
  });
  const [early, late] = [signalsOf(100), signalsOf(900)];
  const runs = createSharedRuns();
  const given: GatewayContext[] = [];
  const execute = async (context: GatewayContext) => {
    given.push(context);
    return { data: {} };
  };
  const members = [
    { ...contextOf("first", "2025-11-14T16:59:59.999Z"), signals: early },
    { ...contextOf("second", "2025-11-14T17:00:00.000Z"), signals: late },
  ];
  const answers = Promise.all(members.map((context) => runs.join("one", context, execute)));
  await jest.advanceTimersByTimeAsync(0);
  await answers;
  const [context] = given;
  expect([given.length, context?.begunAt, context?.signals?.leftMs()]).toEqual([
    1,
    "2025-11-14T17:00:00.000Z",
    900,
  ]);
  expect(members.map(({ record }) => record?.shared)).toEqual([undefined, true]);
  early.abandoned.cancel(new Error("gone"));
  expect(context?.signals?.abandoned.reason).toBeUndefined();
  late.abandoned.cancel(new Error("gone, too"));
  expect(context?.signals?.abandoned.reason?.message).toBe("gone, too");
});

it("tells all of a run of its fault, and begins anew", async () => {
  const runs = createSharedRuns();
  const fail = () => Promise.reject(new Error("fault"));
  const failed = [1, 2].map(() => runs.join("one", contextOf("one"), fail).catch(String));
  await jest.advanceTimersByTimeAsync(0);
  expect(await Promise.all(failed)).toEqual(["Error: fault", "Error: fault"]);
  const next = runs.join("one", contextOf("one"), async () => ({ data: { is: 1 } }));
  await jest.advanceTimersByTimeAsync(0);
  expect(await next).toEqual({ data: { is: 1 } });
});
