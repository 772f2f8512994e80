import fc from "fast-check";
import { createSqlTurns } from "./sql-turns";

const never = new AbortController().signal;
const limits = { atOnce: 2, atOnceOfClient: 1, waitMs: 60_000 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => void jest.useFakeTimers({ doNotFake: ["setImmediate"] }));
afterEach(() => void jest.useRealTimers());

it("never lets more run than may, of all and of one client, and everybody has a turn in the end", async () => {
  const clients = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 20 });
  const shape = fc.record({
    atOnce: fc.integer({ min: 1, max: 4 }),
    atOnceOfClient: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(clients, shape, fc.infiniteStream(fc.nat()), async (asked, most, choices) => {
      const turns = createSqlTurns({ ...most, waitMs: 60_000 });
      const running: { client: string; end: () => void }[] = [];
      let begun = 0;
      let refused = 0;
      for (const client of asked) {
        turns.take(client, never).then(
          (end) => {
            begun++;
            running.push({ client, end });
          },
          () => refused++,
        );
      }
      for (;;) {
        await settled();
        expect(running.length).toBeLessThanOrEqual(most.atOnce);
        for (const name of "abcd") {
          const own = running.filter(({ client }) => client === name);
          expect(own.length).toBeLessThanOrEqual(most.atOnceOfClient);
        }
        if (running.length === 0) break;
        const [ended] = running.splice(Number(choices.next().value) % running.length, 1);
        ended?.end();
        ended?.end();
      }
      expect(begun + refused).toBe(asked.length);
    }),
    { numRuns: 50 },
  );
});

it("go to the client that has had none, before the next of one that has", async () => {
  const turns = createSqlTurns({ ...limits, atOnce: 1 });
  const order: string[] = [];
  const ends: (() => void)[] = [];
  for (const name of ["a1", "a2", "a3", "b1", "c1"]) {
    void turns.take(name.slice(0, 1), never).then((end) => {
      order.push(name);
      ends.push(end);
    });
  }
  for (let at = 0; at < 5; at++) {
    await settled();
    ends[at]?.();
  }
  expect(order).toEqual(["a1", "b1", "c1", "a2", "a3"]);
});

it("are refused after a time, to too many of one client, and to one that has gone", async () => {
  const turns = createSqlTurns({ ...limits, waitMs: 1_000 });
  await turns.take("a", never);
  const waiting = Array.from({ length: 8 }, () => turns.take("a", never).catch((error: unknown) => error));
  await expect(turns.take("a", never)).rejects.toMatchObject({
    message: "Expected at most 8 statements of a client to wait; ask again when one of yours has ended.",
    extensions: { code: "RATE_LIMITED", retryAfter: 5 },
  });
  const leaving = new AbortController();
  await turns.take("b", never);
  const left = turns.take("b", leaving.signal);
  leaving.abort(new Error("The client has gone."));
  await expect(left).rejects.toThrow("The client has gone.");
  await expect(turns.take("b", leaving.signal)).rejects.toThrow("The client has gone.");
  jest.advanceTimersByTime(1_000);
  const refusals = await Promise.all(waiting);
  expect(refusals).toHaveLength(8);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ extensions: { code: "SERVICE_UNAVAILABLE", retryAfter: 5 } });
  }
});
