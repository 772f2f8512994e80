import fc from "fast-check";
import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { instantAt } from "./catalogue-instant";
import { UpdateFrequency } from "./dataset-enums";
import { holdsSql, liveUntilSql, nextDatasetEnd, periodHours } from "./quality-rules";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterAll(() => subgraph.close());

const modifiedAt = new Date("2025-11-01T00:00:00Z");

/** The rule's answer for a dataset of which only these two values matter. */
function readRule(frequency: UpdateFrequency, now: Date): Promise<{ live: boolean; liveUntil: Date | null }> {
  return subgraph.database.row(sql`
    SELECT ${holdsSql(instantAt(now)).LIVE} AS live, ${liveUntilSql} AS "liveUntil"
    FROM (SELECT dataset_live_until(${modifiedAt}, ${frequency}) AS live_until) d`);
}

describe("live", () => {
  it.each([
    // One period and a tenth of it after 2025-11-01T00:00:00Z.
    [UpdateFrequency.REALTIME, "2025-11-01T01:06:00.000Z"],
    [UpdateFrequency.DAILY, "2025-11-02T02:24:00.000Z"],
    [UpdateFrequency.WEEKLY, "2025-11-08T16:48:00.000Z"],
    [UpdateFrequency.MONTHLY, "2025-12-05T02:24:00.000Z"],
    [UpdateFrequency.QUARTERLY, "2026-02-10T04:48:00.000Z"],
    [UpdateFrequency.ANNUALLY, "2026-12-08T14:24:00.000Z"],
  ])("of %s lasts to the second, until %s", async (frequency, lastInstant) => {
    const liveUntil = new Date(lastInstant);
    const secondAfter = new Date(liveUntil.getTime() + 1_000);
    expect(await readRule(frequency, liveUntil)).toEqual({ live: true, liveUntil });
    expect(await readRule(frequency, secondAfter)).toEqual({ live: false, liveUntil });
  });

  it("lasts as long as the generator of the demonstration data takes it to", async () => {
    for (const [frequency, hours] of Object.entries(periodHours)) {
      const { liveUntil } = await readRule(UpdateFrequency[frequency as UpdateFrequency], modifiedAt);
      const expected = hours === null ? null : new Date(modifiedAt.getTime() + hours * 3_960_000);
      expect({ frequency, liveUntil }).toEqual({ frequency, liveUntil: expected });
    }
  });

  it("is told of as it ends: nothing of the catalogue changes by the clock before the next instant", async () => {
    const liveAt = async (now: Date) => {
      const text = "{ datasetStats { totals { live { numerator } } } }";
      const { data } = await subgraph.execute(text, {}, { now: now.toISOString() });
      return JSON.stringify(data);
    };
    let now = new Date("2025-11-14T05:00:00Z");
    for (let round = 0; round < 5; round++) {
      const { at } = await subgraph.database.row<{ at: Date }>(nextDatasetEnd(now));
      const before = await liveAt(now);
      expect(await liveAt(new Date(at.getTime() - 1))).toBe(before);
      expect(await liveAt(at)).not.toBe(before);
      now = at;
    }
    const { at } = await subgraph.database.row<{ at: Date | null }>(nextDatasetEnd(new Date("2999-01-01")));
    expect(at).toBeNull();
  });

  it("of IRREGULAR never ends, for nothing is promised", async () => {
    expect(await readRule(UpdateFrequency.IRREGULAR, new Date("2099-01-01T00:00:00Z"))).toEqual({
      live: true,
      liveUntil: null,
    });
  });

  it("holds exactly while no more than 1.1 periods have passed, for any frequency and time", async () => {
    const hour = 3_600_000;
    const periods: Record<UpdateFrequency, number> = {
      REALTIME: hour,
      DAILY: 24 * hour,
      WEEKLY: 168 * hour,
      MONTHLY: 744 * hour,
      QUARTERLY: 2_208 * hour,
      ANNUALLY: 8_784 * hour,
      IRREGULAR: Number.POSITIVE_INFINITY,
    };
    const frequencies = fc.constantFrom(...Object.values(UpdateFrequency));
    const elapsed = fc.integer({ min: -2 * hour, max: 10_000 * hour });
    await fc.assert(
      fc.asyncProperty(frequencies, elapsed, async (frequency, milliseconds) => {
        const { live } = await readRule(frequency, new Date(modifiedAt.getTime() + milliseconds));
        expect(live).toBe(milliseconds * 10 <= periods[frequency] * 11);
      }),
      { numRuns: 100 },
    );
  });
});
