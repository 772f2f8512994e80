import fc from "fast-check";
import { type SqlHarness, startSql } from "../../test/support/sql/sql-harness";
import type { Row } from "../tables/table";

/* Random joins and sums over random tables, against the same reckoned here. One process answers many cases at once. */

let sql: SqlHarness;
const given: Row[][] = [[], []];
beforeAll(async () => {
  const columns = {
    batch: { kind: "integer" },
    code: { kind: "text" },
    amount: { kind: "decimal" },
    count: { kind: "integer" },
    day: { kind: "date" },
    flag: { kind: "boolean" },
  } as const;
  const table = (at: number) => ({
    columns,
    rows: {
      async *[Symbol.asyncIterator]() {
        yield given[at] ?? [];
      },
    },
  });
  sql = await startSql({ a: table(0), b: table(1) }, { standby: 1 });
  sql.runner.open();
});
afterAll(() => sql.stop());

interface Record {
  code: string | null;
  /** In cents. */
  amount: number | null;
  count: number | null;
  day: string | null;
  flag: boolean | null;
}

const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { freq: 6 });
const record: fc.Arbitrary<Record> = fc.record({
  code: optional(fc.constantFrom("00004", "00008", "4", "đ", "Đ", "")),
  amount: optional(fc.integer({ min: -1_000_000, max: 1_000_000 })),
  count: optional(fc.integer({ min: -(2 ** 31), max: 2 ** 31 })),
  day: optional(
    fc
      .date({ min: new Date("1950-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  flag: optional(fc.boolean()),
});
const batch = fc.tuple(fc.array(record, { maxLength: 12 }), fc.array(record, { maxLength: 12 }));

it("gives what they give", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 40, maxLength: 40 }), async (batches) => {
      for (const side of [0, 1]) {
        given[side] = batches.flatMap((both, at) => (both[side] ?? []).map((each) => rowOf(at, each)));
      }
      const text = `SELECT a.batch, a.code, count(*) AS n, sum(a.amount * b.count) AS product, min(b.day) AS first,
        count(*) FILTER (WHERE a.flag) AS flagged
        FROM a JOIN b ON a.batch = b.batch AND a.code = b.code GROUP BY ALL`;
      const { rows } = await sql.ask(text);
      const expected = batches.flatMap(([left, right], at) => joined(at, left, right));
      expect(sorted(rows)).toEqual(sorted(expected));
    }),
    { numRuns: 6 },
  );
});

function rowOf(at: number, { code, amount, count, day, flag }: Record): Row {
  return [at, code, amount === null ? null : cents(BigInt(amount)), count, day, flag];
}

function joined(at: number, left: readonly Record[], right: readonly Record[]): Row[] {
  const codes = [...new Set(left.flatMap(({ code }) => (code === null ? [] : [code])))];
  return codes.flatMap((code) => {
    const pairs = left
      .filter((each) => each.code === code)
      .flatMap((a) => right.filter((each) => each.code === code).map((b) => ({ a, b })));
    if (pairs.length === 0) return [];
    const products = pairs.flatMap(({ a, b }) =>
      a.amount === null || b.count === null ? [] : [BigInt(a.amount) * BigInt(b.count)],
    );
    const days = pairs.flatMap(({ b }) => (b.day === null ? [] : [b.day])).sort();
    const product = products.length === 0 ? null : cents(products.reduce((sum, each) => sum + each, 0n));
    return [[at, code, pairs.length, product, days[0] ?? null, pairs.filter(({ a }) => a.flag).length]];
  });
}

function cents(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
