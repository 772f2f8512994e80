import type { CubeFilter, GroupKeys, StatisticsQuery } from "../../shared/kit/cube/statistics-query";
import { bucketKey } from "../../shared/kit/cube/statistics-query";
import { cursorOf } from "../../shared/kit/statistics/group-cursor";
import { SeriesWindows, seriesOf, shareOf } from "../../shared/kit/statistics/series-windows";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { type Attack, type Chain, cellOf, count, dayRange, mean, month, received } from "./sets";

const all = 10_000;

/** Chains by dimensions of numbers, days of the week, kinds and payments, by windows, differences, the top, and pages. */
export const newerChains: Readonly<Record<string, Chain>> = {
  "by the day of the week": (attack) => {
    const { dossier } = attack;
    const day = new Date(`${dossier.receivedOn}T00:00:00Z`).getUTCDay();
    const set = { ...ofPlace(attack), ...month(dossier), weekday: { eq: String(day === 0 ? 7 : day) } };
    return less(attack, set, { not: { receivedOn: dayRange(dossier) } });
  },

  "by the kind of its unit": (attack) => {
    const { dossier } = attack;
    const set = {
      procedure: { in: [dossier.procedure] },
      receivedOn: dayRange(dossier),
      unitKind: { eq: dossier.unitKind },
    };
    return less(attack, set, { unit: { notIn: [dossier.unit] } });
  },

  "by the kind of its organization": (attack) => {
    const { dossier } = attack;
    const of = { procedure: { in: [dossier.procedure] }, receivedOn: dayRange(dossier) };
    const kinds = { organizationKind: { in: ["COMMUNE_AUTHORITY", "DEPARTMENT", "SERVICE_CENTRE"] } };
    return less(attack, { ...of, ...kinds }, { organization: { notIn: [dossier.organization] } });
  },

  "by classes of processing days": (attack) => sumOfGroups(attack, "PROCESSING_DAYS"),
  "by satisfaction": (attack) => sumOfGroups(attack, "SATISFACTION"),
  "by payment": (attack) => sumOfGroups(attack, "PAYMENT"),

  "by classes, with and without the cell": (attack) =>
    mean(
      ["PROCESSING_DAYS", "SATISFACTION", "PAYMENT", "WEEKDAY"].map(async (dimension) => {
        const set = { unit: { in: [attack.dossier.unit] }, ...month(attack.dossier) };
        const groups = (filters: CubeFilter[]) => total(attack, filters, dimension);
        return (await groups([set])) - (await groups([set, { not: cellOf(attack) }]));
      }),
    ),

  "a change from another filter": async ({ ask, dossier, secret }) => {
    const of = { and: [secret, { unit: { in: [dossier.unit] } }, month(dossier)] };
    const without = { and: [of, { not: { receivedOn: dayRange(dossier) } }] };
    const [one, other] = await Promise.all(
      [of, without].map((filter) => ask({ filter, groupBy: ["PROCEDURE"], first: all })),
    );
    const own = ({ keys }: { keys: GroupKeys }) => keys.procedure === dossier.procedure;
    return received(one?.groups.find(own)?.counts ?? {}) - received(other?.groups.find(own)?.counts ?? {});
  },

  "the top within its unit": async ({ ask, dossier, secret }) => {
    const { groups } = await ask({
      ...{ filter: { and: [secret, { unit: { in: [dossier.unit] }, receivedOn: dayRange(dossier) }] } },
      ...{ groupBy: ["UNIT", "PROCEDURE"], topWithin: { dimension: "UNIT", first: 1_000 }, first: all },
      orderBy: [{ field: "RECEIVED", direction: "ASC" }],
    });
    return received(groups.find(({ keys }) => keys.procedure === dossier.procedure)?.counts ?? {});
  },

  "its share of the total": async ({ ask, dossier, secret }) => {
    const filter = { and: [secret, { unit: { in: [dossier.unit] }, receivedOn: dayRange(dossier) }] };
    const { groups, totals } = await ask({ filter, groupBy: ["PROCEDURE"], first: all });
    const own = groups.find(({ keys }) => keys.procedure === dossier.procedure);
    return own ? (shareOf(dossierCube, "RECEIVED", own.counts, totals) ?? 0) * received(totals) : 0;
  },

  "distinct procedures": async ({ distinct, dossier, secret }) => {
    const of = { and: [secret, { unit: { in: [dossier.unit] }, receivedOn: dayRange(dossier) }] };
    const without = { and: [of, { procedure: { notIn: [dossier.procedure] } }] };
    const procedures = (filter: CubeFilter) =>
      distinct({ filter, groupBy: ["UNIT"], first: all }, "PROCEDURE");
    return (await procedures(of)) - (await procedures(without));
  },

  "page by page": async ({ ask, dossier, secret }) => {
    const question: StatisticsQuery = {
      ...{ filter: { and: [secret, { unit: { in: [dossier.unit] } }, month(dossier)] }, first: 60 },
      ...{ groupBy: ["PROCEDURE"], timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: false } },
    };
    let after: string | null = null;
    for (let place = 0; place < all; place += question.first) {
      const { groups } = await ask({ ...question, after });
      const page = groups.slice(0, question.first);
      const own = page.find(
        ({ keys }) => keys.procedure === dossier.procedure && keys[bucketKey] === dossier.receivedOn,
      );
      if (own) return received(own.counts);
      const last = page.at(-1);
      if (!last || groups.length <= question.first) return 0;
      after = cursorOf(dossierCube, question, last, place + page.length);
    }
    return 0;
  },

  "windows over its days": async (attack) => {
    const { ask, dossier, secret } = attack;
    const series = seriesOf({
      ...{ filter: { and: [secret, ofPlace(attack)] }, groupBy: [], first: all },
      timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: true },
    });
    const { groups } = await ask(series);
    const days = groups.slice(0, all).map(({ keys }) => keys[bucketKey] ?? "");
    const at = days.indexOf(dossier.receivedOn);
    if (at === -1) return 0;
    const windows = new SeriesWindows(dossierCube, series, groups.slice(0, all));
    const [own, before] = [{ [bucketKey]: dossier.receivedOn }, { [bucketKey]: days[at - 1] ?? null }];
    const total = (keys: GroupKeys) => windows.runningTotal(keys, "RECEIVED") ?? 0;
    const last = at === 0 ? 0 : total(before);
    const isSecond = at > 0;
    const two = isSecond ? 2 * (windows.movingMean(own, "RECEIVED", 2) ?? 0) : total(own);
    const one = isSecond ? (windows.movingMean(before, "RECEIVED", 1) ?? 0) : 0;
    return (total(own) - last + two - one) / 2;
  },
};

function ofPlace({ dossier: { unit, procedure } }: Attack): CubeFilter {
  return { unit: { in: [unit] }, procedure: { in: [procedure] } };
}

/** A set less what is left of it by another condition. */
async function less(attack: Attack, set: CubeFilter, without: CubeFilter): Promise<number> {
  return (await count(attack, [set])) - (await count(attack, [set, without]));
}

function sumOfGroups(attack: Attack, dimension: string): Promise<number> {
  return total(attack, [cellOf(attack)], dimension);
}

/** All groups of a dimension, added up. */
async function total(
  { ask, secret }: Attack,
  filters: readonly CubeFilter[],
  dimension: string,
): Promise<number> {
  const { groups } = await ask({ filter: { and: [secret, ...filters] }, groupBy: [dimension], first: all });
  return groups.reduce((sum, { counts }) => sum + received(counts), 0);
}
