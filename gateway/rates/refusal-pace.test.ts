import fc from "fast-check";
import { createRefusalPace } from "./refusal-pace";

/** With a clock of its own. */
function pacing() {
  const clock = { now: 0 };
  return { clock, pace: createRefusalPace(() => clock.now) };
}

describe("refusals of one client", () => {
  it("come at once now and then, however long it goes on", () => {
    const { clock, pace } = pacing();
    const delays = Array.from({ length: 10_000 }, () => {
      clock.now += 10;
      return pace.delayMs("one", 100);
    });
    expect(new Set(delays)).toEqual(new Set([0]));
  });

  it("are held back once they come faster, those of large texts sooner, and nobody else's", () => {
    const { pace } = pacing();
    const atOnce = (client: string, bytes: number) => {
      let refusals = 0;
      while (refusals < 1_000 && pace.delayMs(client, bytes) === 0) refusals++;
      return refusals;
    };
    expect(atOnce("small", 0)).toBe(501);
    expect(atOnce("large", 60_000)).toBe(46);
    expect(pace.delayMs("other", 60_000)).toBe(0);
  });

  it("are 500 a second over a few connections on which it asks again at once", () => {
    const { clock, pace } = pacing();
    const connections = Array<number>(10).fill(0);
    let refusals = 0;
    while (clock.now < 60_000) {
      const at = connections.indexOf(Math.min(...connections));
      clock.now = connections[at] ?? 0;
      connections[at] = clock.now + pace.delayMs("one", 0) + 0.1;
      refusals++;
    }
    // Those that come at once in the beginning, and so many a second.
    expect(refusals / 500).toBeCloseTo(61, 0);
  });

  it("are held back for a second at most, and for nothing 2 s later", () => {
    const refusals = fc.array(fc.record({ after: fc.nat(500), bytes: fc.maxSafeNat() }), { maxLength: 200 });
    fc.assert(
      fc.property(refusals, (asked) => {
        const { clock, pace } = pacing();
        for (const { after, bytes } of asked) {
          clock.now += after;
          expect(pace.delayMs("one", bytes)).toBeLessThanOrEqual(1_000);
        }
        clock.now += 2_000;
        expect(pace.delayMs("one", 0)).toBe(0);
      }),
    );
  });
});
