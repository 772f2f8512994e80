import { createCircuitBreaker } from "./circuit-breaker";

let now = 0;
const clock = { now: () => new Date(now) };
const make = () => createCircuitBreaker({ failures: 5, pauseMs: 1_000, clock });

describe("a circuit breaker", () => {
  it("opens after five failures in a row, not after five in all", () => {
    const breaker = make();
    for (let index = 0; index < 4; index++) breaker.failed();
    breaker.succeeded();
    for (let index = 0; index < 4; index++) breaker.failed();
    expect([breaker.state(), breaker.allows()]).toEqual(["closed", true]);
    breaker.failed();
    expect([breaker.state(), breaker.allows()]).toEqual(["open", false]);
  });

  it("lets one request try after the pause, and goes by its outcome", () => {
    const breaker = make();
    for (let index = 0; index < 5; index++) breaker.failed();
    now += 999;
    expect([breaker.allows(), breaker.pauseLeft()]).toEqual([false, 1]);
    now += 1;
    expect(breaker.pauseLeft()).toBe(0);
    expect([breaker.allows(), breaker.allows(), breaker.state()]).toEqual([true, false, "trying"]);
    breaker.failed();
    expect([breaker.state(), breaker.allows()]).toEqual(["open", false]);
    now += 1_000;
    expect(breaker.allows()).toBe(true);
    breaker.gaveUp();
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect([breaker.state(), breaker.allows(), breaker.allows()]).toEqual(["closed", true, true]);
  });
});
