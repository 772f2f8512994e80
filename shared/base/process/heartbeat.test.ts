import { EventEmitter } from "node:events";
import { watchHeartbeat } from "./heartbeat";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function watched(limitMs = 1_000) {
  const child = new EventEmitter();
  const onHung = jest.fn();
  const watch = watchHeartbeat(child, limitMs, onHung);
  return { child, onHung, watch, beat: () => child.emit("message", { kind: "alive" }) };
}

it("tells once of a process that fell silent", () => {
  const { beat, onHung } = watched();
  beat();
  jest.advanceTimersByTime(700);
  beat();
  jest.advanceTimersByTime(700);
  expect(onHung).not.toHaveBeenCalled();
  jest.advanceTimersByTime(10_000);
  expect(onHung).toHaveBeenCalledTimes(1);
});

it("does not blame a process for what it has never begun, nor for other messages", () => {
  const { child, onHung, beat } = watched();
  jest.advanceTimersByTime(60_000);
  beat();
  for (let index = 0; index < 4; index += 1) {
    child.emit("message", { kind: "ready" });
    jest.advanceTimersByTime(240);
  }
  expect(onHung).not.toHaveBeenCalled();
  jest.advanceTimersByTime(250);
  expect(onHung).toHaveBeenCalledTimes(1);
});

it("does not count the time in which this process stood still", () => {
  const { beat, onHung } = watched();
  beat();
  // A timer that is an hour late runs once.
  jest.setSystemTime(Date.now() + 3_600_000);
  jest.runOnlyPendingTimers();
  expect(onHung).not.toHaveBeenCalled();
});

it("ends", () => {
  const { child, beat, watch, onHung } = watched();
  beat();
  watch.end();
  jest.advanceTimersByTime(10_000);
  expect([onHung.mock.calls.length, child.listenerCount("message")]).toEqual([0, 0]);
});
