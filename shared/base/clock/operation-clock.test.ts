import { fixedClock } from "./clock";
import { operationClock } from "./operation-clock";

const own = { now: () => new Date("2025-11-14T17:00:00.000Z") };
const nowOf = (told: string | string[] | undefined, clock: Parameters<typeof operationClock>[0] = own) =>
  operationClock(clock, told).now().toISOString();

it.each([
  ["an instant before midnight", "2025-11-14T16:59:59.999Z", "2025-11-14T16:59:59.999Z"],
  ["an instant with another offset", "2025-11-15T00:00:30+07:00", "2025-11-14T17:00:30.000Z"],
  ["nothing", undefined, "2025-11-14T17:00:00.000Z"],
  ["two instants", ["2025-11-14T16:59:59Z", "2025-11-14T16:59:58Z"], "2025-11-14T17:00:00.000Z"],
  ["what is no instant", "yesterday", "2025-11-14T17:00:00.000Z"],
  ["an instant that a valid statement cannot be of", "2025-11-14T16:58:59Z", "2025-11-14T17:00:00.000Z"],
])("stands where the gateway says, if that can be: %s", (_case, told, expected) => {
  expect(nowOf(told)).toBe(expected);
});

it("stands still while an operation runs", () => {
  let ms = Date.parse("2025-11-14T16:59:59.990Z");
  const clock = operationClock({ now: () => new Date(ms) }, "2025-11-14T16:59:59.980Z");
  ms += 100;
  expect(clock.now().toISOString()).toBe("2025-11-14T16:59:59.980Z");
});

it("leaves a fixed clock where it is", () => {
  expect(nowOf("2025-11-14T17:00:30Z", fixedClock("2025-11-14T16:59:00Z"))).toBe("2025-11-14T16:59:00.000Z");
});
