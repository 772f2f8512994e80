import type { Viewer } from "../../http/identity/viewer";
import { RefusalLimit } from "./refusal-limit";

function limited() {
  let now = Date.parse("2025-11-14T05:59:00Z");
  const limit = new RefusalLimit({ now: () => new Date(now) });
  return {
    count: (subject: string | null = "ana") => {
      const viewer: Viewer = { subject, role: "editor", organization: null };
      return limit.count(viewer);
    },
    pass(minutes: number) {
      now += minutes * 60_000;
    },
  };
}

it("tells sixty refusals of one apart in an hour, whoever else is refused", () => {
  const { count } = limited();
  const told = Array.from({ length: 70 }, () => count().isRecordedApart);
  expect(told.filter(Boolean)).toHaveLength(60);
  expect(told.slice(0, 60).every(Boolean)).toBe(true);
  expect([count("bob").isRecordedApart, count(null).isRecordedApart]).toEqual([true, true]);
});

it("tells six hundred of all, however many subjects there are", () => {
  const { count } = limited();
  const told = Array.from({ length: 1_000 }, (_, at) => count(`s${at}`).isRecordedApart);
  expect(told.filter(Boolean)).toHaveLength(600);
});

it("tells once how many it did not tell in an hour, and begins anew", () => {
  const { count, pass } = limited();
  for (let refused = 0; refused < 75; refused += 1) count();
  pass(1);
  expect(count()).toEqual({
    isRecordedApart: true,
    before: { since: "2025-11-14T05:00:00.000Z", suppressed: 15 },
  });
  expect(count()).toEqual({ isRecordedApart: true });
  pass(180);
  expect(count()).toEqual({ isRecordedApart: true });
});
