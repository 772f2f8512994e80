import sql from "sql-template-tag";
import type { Database } from "../../database/database";
import { nextClockChange } from "./clock-changes";

const at = (instant: string) => ({ now: () => new Date(instant) });
const rowOf = (instant: Date | null) =>
  ({ row: async () => ({ at: instant }) }) as Pick<Database, "row"> as Database;

it.each([
  ["2025-11-14T16:59:59.999+07:00", "2025-11-14T17:00:00+07:00"],
  ["2025-11-14T17:00:00.000+07:00", "2025-11-15T00:00:00+07:00"],
  ["2025-12-31T23:59:59.999+07:00", "2026-01-01T00:00:00+07:00"],
])("at %s something changes next at %s", async (now, next) => {
  const found = await nextClockChange({ times: ["00:00", "17:00"] }, at(now), rowOf(null));
  expect(found).toEqual(new Date(next));
});

it("takes what the rows name where that is earlier", async () => {
  const due = new Date("2025-11-14T09:30:00+07:00");
  const changes = { times: ["00:00"], next: () => sql`SELECT` };
  expect(await nextClockChange(changes, at("2025-11-14T08:00:00+07:00"), rowOf(due))).toEqual(due);
  expect(await nextClockChange(changes, at("2025-11-14T10:00:00+07:00"), rowOf(due))).toEqual(
    new Date("2025-11-15T00:00:00+07:00"),
  );
});

it("knows of nothing where the clock stands still", async () => {
  const fixed = { ...at("2025-11-14T08:00:00+07:00"), isFixed: true as const };
  expect(await nextClockChange({ times: ["00:00"] }, fixed, rowOf(null))).toBeUndefined();
});
