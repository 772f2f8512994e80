import fc from "fast-check";
import type { GraphError } from "../base/errors/graph-error";
import { RequestWork } from "../base/work/request-work";
import { SlowStatementQueue } from "./slow-statement-queue";

const slow = "SELECT slow";

/** Of a process that has been warm for a moment. */
function laneOf(slots: number) {
  let now = -10_000;
  const lane = new SlowStatementQueue({ slots, now: () => now });
  now = 0;
  const pass = (ms: number) => {
    now += ms;
  };
  return { lane, pass };
}

function workFor(dueAt: number): RequestWork {
  const work = new RequestWork();
  work.dueAt = dueAt;
  return work;
}

/** It has run often enough for its time to be known. */
function warm(lane: SlowStatementQueue, ms: number): void {
  for (let run = 0; run < 5; run += 1) lane.note(slow, ms, true);
}

/** What has become of a promise by now. */
async function stateOf(promise: Promise<unknown> | undefined): Promise<"in" | "waiting" | "refused"> {
  const pending = Promise.resolve("waiting" as const);
  return Promise.race([
    Promise.resolve(promise).then(
      () => "in" as const,
      () => "refused" as const,
    ),
    pending.then((state) => new Promise<typeof state>((resolve) => setImmediate(resolve, state))),
  ]);
}

describe("the lane of slow statements", () => {
  test("is for statements that are known to be slow, or not known", () => {
    const { lane } = laneOf(2);
    const work = workFor(Number.POSITIVE_INFINITY);
    lane.note("SELECT quick WHERE id IN ($1, $2)", 3, true);
    lane.note(slow, 400, true);
    expect(lane.enter("SELECT quick WHERE id IN ($1, $2, $3)", work)).toBeUndefined();
    expect(lane.enter(slow, work)).toBeInstanceOf(Promise);
    expect(lane.enter("SELECT never seen", work)).toBeInstanceOf(Promise);
  });

  test("forgets that a statement was slow when it no longer is", () => {
    const { lane } = laneOf(1);
    lane.note(slow, 400, true);
    for (let run = 0; run < 10; run += 1) lane.note(slow, 5, true);
    expect(lane.enter(slow, workFor(0))).toBeUndefined();
  });

  test("refuses at once who could not be through in time, and lets in who could", async () => {
    const { lane, pass } = laneOf(2);
    warm(lane, 400);
    const leaves = [await lane.enter(slow, workFor(3_000)), await lane.enter(slow, workFor(3_000))];
    // 400 ms each of two that run, shared by two, and its own with half as much again.
    expect(await stateOf(lane.enter(slow, workFor(999)))).toBe("refused");
    const inTime = lane.enter(slow, workFor(1_001));
    expect(await stateOf(inTime)).toBe("waiting");
    pass(400);
    leaves[0]?.();
    expect(await stateOf(inTime)).toBe("in");
    await expect(lane.enter(slow, workFor(400))).rejects.toMatchObject({ code: "QUERY_TIMEOUT" });
  });

  test("leaves the more time the more its times differ", async () => {
    const { lane } = laneOf(1);
    for (const ms of [400, 400, 400, 400, 400, 800, 200]) lane.note(slow, ms, true);
    await lane.enter(slow, workFor(3_000));
    // 424 ms on the average of late, and 155 off it. The next must be there when the one that runs has ended.
    expect(await stateOf(lane.enter(slow, workFor(1_070)))).toBe("waiting");
    expect(await stateOf(lane.enter(slow, workFor(1_890)))).toBe("refused");
    expect(await stateOf(lane.enter(slow, workFor(1_910)))).toBe("waiting");
  });

  test("tells whom it refuses when to ask again, each in a turn of its own, and nobody later than in 10 s", async () => {
    const { lane, pass } = laneOf(2);
    warm(lane, 800);
    await Promise.all([lane.enter(slow, workFor(3_000)), lane.enter(slow, workFor(3_000))]);
    const refused = async (dueAt = 1_999): Promise<unknown> =>
      lane.enter(slow, workFor(dueAt))?.catch((error: GraphError) => error.extensions.retryAfter);
    const told: unknown[] = [];
    for (let asker = 0; asker < 30; asker += 1) told.push(await refused());
    expect(told).toEqual([
      1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10,
    ]);
    // Their turns pass, also when they do not come.
    pass(12_000);
    expect(await refused(13_199)).toBe(1);
  });

  test("begins nothing that could not be done in time any more, and lets the next one in instead", async () => {
    const { lane, pass } = laneOf(1);
    warm(lane, 400);
    const leave = await lane.enter(slow, workFor(3_000));
    const waiting = [lane.enter(slow, workFor(1_500)), lane.enter(slow, workFor(3_000))];
    pass(1_200);
    leave?.();
    expect(await Promise.all(waiting.map(stateOf))).toEqual(["refused", "in"]);
  });

  test("does not take a statement for quicker because it was cancelled", () => {
    const { lane } = laneOf(1);
    lane.note(slow, 400, true);
    for (let run = 0; run < 10; run += 1) lane.note(slow, 5, false);
    expect(lane.enter(slow, workFor(0))).toBeInstanceOf(Promise);
  });

  test("lets all begin at once that wait with a statement that turns out to be short", async () => {
    const { lane, pass } = laneOf(2);
    const work = workFor(Number.POSITIVE_INFINITY);
    const leaves = [await lane.enter("SELECT quick", work), await lane.enter(slow, work)];
    const quick = [1, 2, 3].map(() => lane.enter("SELECT quick", work));
    const waiting = lane.enter(slow, work);
    pass(30);
    lane.note("SELECT quick", 30, true);
    leaves[0]?.();
    expect(await Promise.all(quick.map(stateOf))).toEqual(["in", "in", "in"]);
    expect(lane.enter("SELECT quick", work)).toBeUndefined();
    // They have no place to give back.
    for (const entered of quick) (await entered)?.();
    expect(await stateOf(waiting)).toBe("in");
    expect(await stateOf(lane.enter(slow, work))).toBe("waiting");
  });

  test("takes a statement for short that is slow only while the process is cold", () => {
    const { lane } = laneOf(1);
    for (const ms of [900, 700, 20]) lane.note("SELECT quick", ms, true);
    expect(lane.enter("SELECT quick", workFor(0))).toBeUndefined();
    for (const ms of [900, 700, 600, 500, 400, 20]) lane.note(slow, ms, true);
    expect(lane.enter(slow, workFor(0))).toBeInstanceOf(Promise);
  });

  test("refuses nobody for what the first runs of a process take", async () => {
    const { lane, pass } = laneOf(1);
    const leave = await lane.enter(slow, workFor(3_000));
    pass(2_500);
    lane.note(slow, 2_500, true);
    const waiting = [lane.enter(slow, workFor(3_000)), lane.enter(slow, workFor(5_500))];
    expect(await Promise.all(waiting.map(stateOf))).toEqual(["waiting", "waiting"]);
    leave?.();
    expect(await Promise.all(waiting.map(stateOf))).toEqual(["in", "waiting"]);
    lane.note(slow, 20, true);
    expect(await Promise.all(waiting.map(stateOf))).toEqual(["in", "in"]);
  });

  test("goes by the shortest run for as long as the process is cold", async () => {
    const lane = new SlowStatementQueue({ slots: 1, now: () => 0 });
    warm(lane, 800);
    const leave = await lane.enter(slow, workFor(1_000));
    const waiting = lane.enter(slow, workFor(1_000));
    expect(await stateOf(waiting)).toBe("waiting");
    lane.note(slow, 99, true);
    expect(await stateOf(waiting)).toBe("in");
    leave?.();
  });

  test("refuses nobody for many that wait with a statement that never ran, but for as many that is slow", async () => {
    const { lane } = laneOf(2);
    const enter = (text: string) => stateOf(lane.enter(text, workFor(8_000)));
    const states = async (text: string) => {
      const all: string[] = [];
      for (let asker = 0; asker < 300; asker += 1) all.push(await enter(text));
      return new Set(all);
    };
    expect(await states("SELECT never seen")).toEqual(new Set(["in", "waiting"]));
    for (let run = 0; run < 5; run += 1) lane.note(slow, 400, true);
    expect(await states(slow)).toEqual(new Set(["waiting", "refused"]));
  });

  test("does not take a statement for short that was cancelled when it first ran", () => {
    const { lane } = laneOf(1);
    lane.note(slow, 5, false);
    expect(lane.enter(slow, workFor(0))).toBeInstanceOf(Promise);
  });

  test("lets nobody wait whose work has ended", async () => {
    const { lane } = laneOf(1);
    const leave = await lane.enter(slow, workFor(Number.POSITIVE_INFINITY));
    const [gone, next] = [workFor(Number.POSITIVE_INFINITY), workFor(Number.POSITIVE_INFINITY)];
    const waiting = [lane.enter(slow, gone), lane.enter(slow, next)];
    gone.abandon();
    await expect(waiting[0]).rejects.toBe(gone.reason);
    leave?.();
    expect(await stateOf(waiting[1])).toBe("in");
  });

  test("never runs more than its slots, and all that wait in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        async (slots, leaving) => {
          const { lane } = laneOf(slots);
          let [running, most, done] = [0, 0, 0];
          const runs = leaving.map(async (leavesEarly) => {
            const work = workFor(Number.POSITIVE_INFINITY);
            const entered = lane.enter(slow, work);
            if (leavesEarly) work.abandon();
            const leave = await entered?.catch(() => undefined);
            if (!leave) return;
            running += 1;
            most = Math.max(most, running);
            await new Promise(setImmediate);
            running -= 1;
            done += 1;
            leave();
            // Given back twice counts once.
            leave();
          });
          await Promise.all(runs);
          expect(most).toBeLessThanOrEqual(slots);
          expect(running).toBe(0);
          expect(done).toBeGreaterThanOrEqual(leaving.filter((early) => !early).length);
        },
      ),
      { numRuns: 50 },
    );
  });
});
