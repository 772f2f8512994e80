import { receptionDays, workingDays } from "./working-calendar";

const dayOf = (day: string) => receptionDays().find((one) => one.day === day);

it("receives on 135 days, from 1 July to 12 November 2025", () => {
  const days = receptionDays();
  expect([days.length, days.at(0)?.day, days.at(-1)?.day]).toEqual([135, "2025-07-01", "2025-11-12"]);
});

it("points every day at the last working day up to it, over weekends and National Day", () => {
  const lastWorkingDay = (day: string) => workingDays[dayOf(day)?.ordinal ?? -1];
  expect(["2025-08-29", "2025-08-31", "2025-09-02", "2025-09-03"].map(lastWorkingDay)).toEqual([
    "2025-08-29",
    "2025-08-29",
    "2025-08-29",
    "2025-09-03",
  ]);
});

it("opens counters on Saturdays, not on Sundays and holidays", () => {
  const open = ["2025-11-07", "2025-11-08", "2025-11-09", "2025-09-02"].map((day) => {
    const { working, countersOpen } = dayOf(day) ?? {};
    return { working, countersOpen };
  });
  expect(open).toEqual([
    { working: true, countersOpen: true },
    { working: false, countersOpen: true },
    { working: false, countersOpen: false },
    { working: false, countersOpen: false },
  ]);
});
