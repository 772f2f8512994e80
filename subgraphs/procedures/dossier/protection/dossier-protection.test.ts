import sql from "sql-template-tag";
import { part } from "../../../../shared/kit/cube/cube";
import { isWithin, measureOf, measureValue } from "../../../../shared/kit/cube/measure";
import type { Group, StatisticsQuery } from "../../../../shared/kit/cube/statistics-query";
import { cube, PublicDossiers, smallestCount } from "../fixture/public-dossiers";

/* What the public sees of dossiers; `test/attack` tries to learn more. */

let dossiers: PublicDossiers;
beforeAll(async () => {
  dossiers = await PublicDossiers.open();
});
afterAll(() => dossiers.close());

it("shows no count from 1 to 4, and none of so small a group, for any query", async () => {
  const shown = new Set<number>();
  for (const { found } of await dossiers.protectedAnswers(60)) {
    const { protects } = found;
    const counts = [...(protects?.groups ? found.groups.map((group) => group.counts) : [])];
    for (const each of protects?.totals ? [...counts, found.totals] : counts) {
      for (const [name, count] of Object.entries(each)) {
        if (part(cube.counts, name).kind !== "sum") shown.add(count);
        if (part(each, "received") === 0) expect([name, count]).toEqual([name, 0]);
      }
    }
  }
  expect([...shown].filter((count) => count < smallestCount)).toEqual([0]);
  expect(shown.size).toBeGreaterThan(50);
}, 180_000);

it("filters groups by having, and orders them, by the counts that it shows", async () => {
  for (const { query, found } of await dossiers.protectedAnswers(60)) {
    const values = found.groups.map(({ counts }) =>
      (query.orderBy ?? []).map(({ field }) => measureValue(cube, measureOf(cube, field), counts)),
    );
    for (const bounds of query.having ?? [])
      expect(found.groups.filter(({ counts }) => !isWithin(cube, bounds, counts))).toEqual([]);
    const [order] = query.orderBy ?? [];
    if (!order) continue;
    const rank = ([value = null]: (number | null)[]) =>
      value === null ? Infinity : order.direction === "ASC" ? value : -value;
    expect(values.map(rank)).toEqual(
      values.map(rank).toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0)),
    );
  }
}, 180_000);

it("shows the same value of a measure alone, with others and when queried again", async () => {
  const measures = Object.keys(cube.measures);
  for (const { query, found } of await dossiers.protectedAnswers(40)) {
    const again = await dossiers.query(query);
    expect([again.groups, again.totals]).toEqual([found.groups, found.totals]);
    const name = measures[(query.first + found.groups.length) % measures.length] ?? "";
    const alone = await dossiers.query({ ...query, measures: [name] });
    const value = (counts: Group["counts"]) => measureValue(cube, part(cube.measures, name), counts);
    const valuesOf = ({ groups, totals }: typeof found) =>
      [...groups.map(({ counts }) => counts), totals].map(value);
    expect({ query, name, values: valuesOf(alone) }).toEqual({ query, name, values: valuesOf(found) });
  }
}, 180_000);

it("lists nobody when groups of at most one dossier are requested", async () => {
  const { data, errors } = await dossiers.subgraph.execute(
    `{ dossierStats(groupBy: [UNIT, PROCEDURE, APPLICANT], timeBucket: { grain: DAY, fillGaps: false },
      having: [{ measure: RECEIVED, is: { lte: 1 } }], first: 10000) { rows { measures { received } } totals { received protected }
      protection { method smallestCount largestDeviation variance rows totals } } }`,
    {},
    { viewer: { subject: null, role: "public", organization: null } },
  );
  expect({ data, errors }).toEqual({
    data: {
      dossierStats: {
        rows: [],
        totals: { received: 12433, protected: false },
        protection: {
          method: "CELL_KEY",
          smallestCount: 5,
          largestDeviation: 8,
          variance: 9,
          rows: true,
          totals: false,
        },
      },
    },
    errors: [],
  });
});

it("is exact for the whole city by whole months, and within the noise for the rest", async () => {
  const exact: StatisticsQuery[] = [
    { groupBy: [], first: 1 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-01" } }, first: 1 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-13" } }, first: 1 },
    { groupBy: [], filter: { resolvedOn: { gte: "2025-08-01", lt: "2025-09-01" } }, first: 1 },
    { groupBy: [], timeBucket: { field: "RECEIVED", grain: "MONTH", fillGaps: true }, first: 100 },
  ];
  for (const query of exact) {
    const [{ groups, totals, protects }, truth] = [
      await dossiers.query(query),
      await dossiers.query(query, false),
    ];
    expect({ groups, totals }).toEqual({ groups: truth.groups, totals: truth.totals });
    expect([protects?.groups, protects?.totals]).toEqual([false, false]);
  }
  const [found, truth] = [
    await dossiers.query({ groupBy: ["UNIT"], first: 200 }),
    await dossiers.query({ groupBy: ["UNIT"], first: 200 }, false),
  ];
  const deviations = found.groups.map(({ keys, counts }) => {
    const same = truth.groups.find((group) => group.keys.unit === keys.unit);
    return (counts.received ?? 0) - (same?.counts.received ?? 0);
  });
  expect(Math.max(...deviations.map(Math.abs))).toBeLessThanOrEqual(8);
  expect(deviations.filter((deviation) => deviation !== 0).length).toBeGreaterThan(50);
  expect(found.totals).toEqual(truth.totals);
});

it("does not change when dossiers are received or resolved today", async () => {
  const queries: StatisticsQuery[] = [
    { groupBy: ["STATUS"], first: 100 },
    { groupBy: ["CHANNEL"], filter: { unit: { in: ["00004"] } }, first: 100 },
    { groupBy: [], timeBucket: { field: "RESOLVED", grain: "DAY", fillGaps: false }, first: 1_000 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-11-14" }, channel: { eq: "ONLINE" } }, first: 10 },
  ];
  const answers = async () => {
    const found = [];
    for (const query of queries) {
      const { groups } = await dossiers.query(query);
      found.push(groups);
    }
    return found;
  };
  const before = await answers();
  await dossiers.subgraph.database.rows(sql`SELECT create_dossier_month('2025-11-01')`);
  await dossiers.subgraph.database.rows(sql`
    INSERT INTO dossier SELECT (jsonb_populate_record(d, jsonb_build_object('id', 202511000000000000 + 900000000000 + row_number() OVER (),
      'received_at', '2025-11-14T09:00:00+07:00', 'due_at', '2025-12-01T09:00:00+07:00', 'resolved_at', NULL, 'closed_at', NULL,
      'electronic_result', FALSE, 'status', 'PROCESSING'))).* FROM dossier d LIMIT 40`);
  expect(await dossiers.total({}, "received", false)).toBe(12_473);
  expect(await answers()).toEqual(before);
});
