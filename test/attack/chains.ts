import { addDays, type CalendarDay } from "../../shared/base/clock/calendar-day";
import { bucketOf } from "../../shared/base/clock/time-buckets";
import { bucketKey } from "../../shared/kit/cube/statistics-query";
import { newerChains } from "./newer-chains";
import { percentileChains } from "./percentile-chains";
import { type Attack, around, type Chain, cellOf, count, dayRange, mean, month, received } from "./sets";

/**
 * Chains of queries, each of which comes to 1 if the secret is true of the dossier and to 0 if not, were answers exact.
 */
const chains: Readonly<Record<string, Chain>> = {
  "the cell itself": async (attack) => count(attack, [cellOf(attack)]),

  "groups of at most one": async ({ ask, dossier, secret }) => {
    const { groups } = await ask({
      filter: { and: [secret, { unit: { in: [dossier.unit] } }, month(dossier)] },
      groupBy: ["UNIT", "PROCEDURE", "APPLICANT"],
      timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: false },
      having: [{ measure: "RECEIVED", is: { gte: 1, lte: 1 } }],
      first: 10_000,
    });
    return groups.filter(
      ({ keys }) => keys.procedure === dossier.procedure && keys[bucketKey] === dossier.receivedOn,
    ).length;
  },

  "with and without the cell": (attack) =>
    mean(
      around(attack).map(async (set) => {
        const without = { not: cellOf(attack) };
        return (await count(attack, [set])) - (await count(attack, [set, without]));
      }),
    ),

  "with and without the procedure": (attack) =>
    mean(
      around(attack).map(async (set) => {
        const day = { receivedOn: dayRange(attack.dossier) };
        const other = { procedure: { notIn: [attack.dossier.procedure] } };
        return (await count(attack, [set, day])) - (await count(attack, [set, day, other]));
      }),
    ),

  "totals less rows": async ({ ask, dossier, secret }) => {
    const filter = { and: [secret, { unit: { in: [dossier.unit] }, receivedOn: dayRange(dossier) }] };
    const { groups, totals } = await ask({ filter, groupBy: ["PROCEDURE"], first: 10_000 });
    const others = groups.filter(({ keys }) => keys.procedure !== dossier.procedure);
    return received(totals) - others.reduce((sum, { counts }) => sum + received(counts), 0);
  },

  "totals less days": async ({ ask, dossier, secret }) => {
    const of = { unit: { in: [dossier.unit] }, procedure: { in: [dossier.procedure] } };
    const { groups, totals } = await ask({
      ...{ filter: { and: [secret, of] }, groupBy: [], first: 10_000 },
      timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: false },
    });
    const others = groups.filter(({ keys }) => keys[bucketKey] !== dossier.receivedOn);
    return received(totals) - others.reduce((sum, { counts }) => sum + received(counts), 0);
  },

  "a window one day longer, from many days": (attack) => {
    const { unit, procedure, receivedOn } = attack.dossier;
    const of = { unit: { in: [unit] }, procedure: { in: [procedure] } };
    const until = (gte: string, lt: string) => count(attack, [of, { receivedOn: { gte, lt } }]);
    return mean(
      [1, 2, 5, 9, 14, 23, 40, 61].map(async (days) => {
        const gte = addDays(receivedOn, -days);
        return (await until(gte, addDays(receivedOn, 1))) - (await until(gte, receivedOn));
      }),
    );
  },

  "with many units of no interest": (attack) =>
    mean(
      attack.others.units.map(async (unit) => {
        const block = { unit: { in: [unit] }, ...month(attack.dossier) };
        const both = { or: [cellOf(attack), block] };
        return (await count(attack, [both])) - (await count(attack, [block]));
      }),
    ),

  "as of the ends of months, with and without": async (attack) => {
    const { unit, procedure, receivedOn } = attack.dossier;
    const { start, end } = bucketOf(receivedOn, "MONTH");
    const sets = [{ unit: { in: [unit] } }, { procedure: { in: [procedure] } }, month(attack.dossier)];
    const ends = [0, 1, 2].map((later) => addDays(monthLater(start, later + 1), -1));
    const isPast = (asOf: string) => asOf < attack.today;
    const asked = isPast(addDays(end, -1)) ? ends.filter(isPast) : [null];
    return mean(
      asked.flatMap((asOf) =>
        sets.map(async (set) => {
          const without = { not: cellOf(attack) };
          return (await count(attack, [set], asOf)) - (await count(attack, [set, without], asOf));
        }),
      ),
    );
  },

  "as of one month end more": async (attack) => {
    const { unit, procedure, receivedOn } = attack.dossier;
    const { start, end } = bucketOf(receivedOn, "MONTH");
    const of = [
      { unit: { in: [unit] }, procedure: { in: [procedure] }, receivedOn: dayRange(attack.dossier) },
    ];
    const asOf = addDays(end, -1) < attack.today ? addDays(end, -1) : null;
    const isFirst = start <= attack.firstDay;
    return (await count(attack, of, asOf)) - (isFirst ? 0 : await count(attack, of, addDays(start, -1)));
  },

  "in lists of units": (attack) => {
    const { unit, procedure, receivedOn } = attack.dossier;
    const { units } = attack.others;
    const of = {
      procedure: { in: [procedure] },
      receivedOn: { gte: bucketOf(receivedOn, "MONTH").start, lt: addDays(receivedOn, 1) },
    };
    return mean(
      units.map(async (_, at) => {
        const some = units.slice(0, at + 1);
        const with_ = await count(attack, [of, { unit: { in: [unit, ...some] } }]);
        return with_ - (await count(attack, [of, { unit: { in: some } }]));
      }),
    );
  },

  "in lists of procedures": (attack) => {
    const { unit, procedure } = attack.dossier;
    const { procedures } = attack.others;
    const of = { unit: { in: [unit] }, receivedOn: dayRange(attack.dossier) };
    return mean(
      procedures.map(async (_, at) => {
        const some = procedures.slice(0, at + 3);
        const with_ = await count(attack, [of, { procedure: { in: [procedure, ...some] } }]);
        return with_ - (await count(attack, [of, { procedure: { in: some } }]));
      }),
    );
  },

  "by another road, again": (attack) =>
    mean(
      [1, 2].map(async () => {
        const { organization, procedure } = attack.dossier;
        const of = { organization: { in: [organization] }, procedure: { in: [procedure] } };
        return count(attack, [of, { receivedOn: dayRange(attack.dossier) }]);
      }),
    ),
};

/** The estimates of all chains, by their names. */
export async function estimates(attack: Attack): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, chain] of Object.entries({ ...chains, ...newerChains, ...percentileChains }))
    found[name] = await chain(attack);
  return found;
}

/** The first day of a later month. */
function monthLater(start: CalendarDay, months: number): CalendarDay {
  let day = start;
  for (let more = 0; more < months; more += 1) day = bucketOf(day, "MONTH").end;
  return day;
}
