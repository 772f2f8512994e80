import fc from "fast-check";
import { addDays, type CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Bounds, Keys } from "../../../shared/kit/filter/read-filter";

/** Keys, or values of an enumeration, in every form that a filter has for them. */
export function anyKeys<Key extends string>(...keys: readonly Key[]): fc.Arbitrary<Keys<Key>> {
  const one = fc.constantFrom(...keys);
  const some = fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.record({ eq: one }),
    fc.record({ in: some }),
    fc.record({ in: some, notIn: some, isNull: fc.boolean() }, { requiredKeys: [] }),
  );
}

/** Days in every form; the first of two is before the second. */
export function anyDays(days: fc.Arbitrary<[CalendarDay, CalendarDay]>): fc.Arbitrary<Bounds<CalendarDay>> {
  // Between two days that follow each other there is none.
  return anyBounds(days, (high) => addDays(high, 1));
}

/** Numbers in every form; the first of two is less than the second. */
export function anyNumbers(numbers: fc.Arbitrary<[number, number]>): fc.Arbitrary<Bounds<number>> {
  return anyBounds(numbers, (high) => high + 0.5);
}

function anyBounds<Value>(
  ends: fc.Arbitrary<[Value, Value]>,
  beyond: (high: Value) => Value,
): fc.Arbitrary<Bounds<Value>> {
  return fc
    .tuple(ends, fc.boolean())
    .chain(([[low, high], isNull]) =>
      fc.constantFrom<Bounds<Value>[]>(
        { eq: low },
        { gte: low },
        { gt: low },
        { lte: high },
        { lt: high },
        { gte: low, lt: high },
        { gte: low, lte: high },
        { gt: low, lte: high },
        { gt: low, lt: beyond(high) },
        { isNull },
      ),
    );
}
