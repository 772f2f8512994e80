import fc from "fast-check";
import sql from "sql-template-tag";
import { addDays } from "../../../../shared/base/clock/calendar-day";
import { conditionOf } from "../../../../shared/kit/cube/condition";
import { countRows } from "../../../../shared/kit/cube/count-rows";
import { type Cube, part } from "../../../../shared/kit/cube/cube";
import { isWithin, measureOf, measureValue } from "../../../../shared/kit/cube/measure";
import type {
  CubeFilter,
  Distribution,
  Group,
  StatisticsQuery,
} from "../../../../shared/kit/cube/statistics-query";
import { cellsOf, filterOf } from "../../../../shared/kit/protection/cells";
import { wholeDaysOf } from "../../../../shared/kit/protection/whole-days";
import { Statistics } from "../../../../shared/kit/statistics/statistics";
import { anyDossierQuestion } from "../../../../test/support/statistics/random-dossier-questions";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

/* What the public is told of dossiers; `test/attack` tries to learn more. */

const cube: Cube = dossierCube;
const now = new Date(testNow);
const [smallest, largestDeviation] = [5, 8];
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const statisticsContext = (isPublic: boolean) => ({ database: subgraph.database, now, isPublic });
const ask = (question: StatisticsQuery, isPublic = true) =>
  subgraph.statistics.ask(cube, question, statisticsContext(isPublic));
const total = async (filter: CubeFilter, name = "received", isPublic = true) =>
  part((await ask({ filter, groupBy: [], first: 1 }, isPublic)).totals, name);
/** Questions that do not take too many counts to protect. */
async function protectedAnswers(many: number) {
  const answers = [];
  for (const question of fc.sample(anyDossierQuestion, { numRuns: many * 2, seed: 7 })) {
    const found = await ask(question).catch((error: Error) => {
      expect(error.message).toMatch(
        /^filter: expected a filter that takes at most 64 counts|^filter\.(processingDays|satisfaction): expected a filter by what cannot single anybody out|^classes: expected none/,
      );
    });
    if (found) answers.push({ question, found });
    if (answers.length === many) break;
  }
  expect(answers.length).toBe(many);
  return answers;
}

it("tells no count from 1 to 4, and none of a group of so few, whatever is asked", async () => {
  const told = new Set<number>();
  for (const { found } of await protectedAnswers(60)) {
    const { protects } = found;
    const counts = [...(protects?.groups ? found.groups.map((group) => group.counts) : [])];
    for (const each of protects?.totals ? [...counts, found.totals] : counts) {
      for (const [name, count] of Object.entries(each)) {
        if (part(cube.counts, name).kind !== "sum") told.add(count);
        if (part(each, "received") === 0) expect([name, count]).toEqual([name, 0]);
      }
    }
  }
  expect([...told].filter((count) => count < smallest)).toEqual([0]);
  expect(told.size).toBeGreaterThan(50);
}, 180_000);

it("holds groups to having, and orders them, by what it tells", async () => {
  for (const { question, found } of await protectedAnswers(60)) {
    const values = found.groups.map(({ counts }) =>
      (question.orderBy ?? []).map(({ field }) => measureValue(cube, measureOf(cube, field), counts)),
    );
    for (const bounds of question.having ?? [])
      expect(found.groups.filter(({ counts }) => !isWithin(cube, bounds, counts))).toEqual([]);
    const [order] = question.orderBy ?? [];
    if (!order) continue;
    const rank = ([value = null]: (number | null)[]) =>
      value === null ? Infinity : order.direction === "ASC" ? value : -value;
    expect(values.map(rank)).toEqual(
      values.map(rank).toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0)),
    );
  }
}, 180_000);

it("tells a measure the same by itself, with others, again and after a change elsewhere", async () => {
  const measures = Object.keys(cube.measures);
  for (const { question, found } of await protectedAnswers(40)) {
    const again = await ask(question);
    expect([again.groups, again.totals]).toEqual([found.groups, found.totals]);
    const name = measures[(question.first + found.groups.length) % measures.length] ?? "";
    const alone = await ask({ ...question, measures: [name] });
    const value = (counts: Group["counts"]) => measureValue(cube, part(cube.measures, name), counts);
    const valuesOf = ({ groups, totals }: typeof found) =>
      [...groups.map(({ counts }) => counts), totals].map(value);
    expect({ question, name, values: valuesOf(alone) }).toEqual({ question, name, values: valuesOf(found) });
  }
}, 180_000);

it("lists nobody to who asks for groups of at most one", async () => {
  const { data, errors } = await subgraph.execute(
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

it("answers from the rows in PostgreSQL, and after a restart, as from the column store", async () => {
  const other = new Statistics();
  for (const { question, found } of (await protectedAnswers(25)).slice(0, 25)) {
    const again = await other.ask(cube, question, statisticsContext(true));
    expect({ question, groups: again.groups, totals: again.totals }).toEqual({
      ...{ question, groups: found.groups, totals: found.totals },
    });
  }
}, 180_000);

it("is the sum of its cells", async () => {
  const isOfNumbers = (filter: unknown) => /"(processingDays|satisfaction)"/.test(JSON.stringify(filter));
  const filters = fc
    .sample(anyDossierQuestion, { numRuns: 60, seed: 11 })
    .flatMap(({ filter }) => (isOfNumbers(filter) ? [] : [filter]));
  const count = async (filter: CubeFilter | null | undefined) =>
    part(
      (await countRows(subgraph.database, cube, { filter: filter ?? null, groupBy: [], first: 1 }, now))
        .totals,
      "received",
    );
  let compared = 0;
  for (const filter of filters) {
    const cells = cellsOf(cube, conditionOf(cube, filter)).flatMap((cell) => wholeDaysOf(cell, "2025-11-14"));
    if (cells.length > 40) continue;
    compared += 1;
    let sum = 0;
    for (const cell of cells) sum += cell.times * (await count(filterOf(cube, cell)));
    expect({ filter, sum }).toEqual({ filter, sum: await count(filter) });
  }
  expect(compared).toBeGreaterThan(20);
}, 180_000);

it("has the same noise for the same rows, by whatever road", async () => {
  const unit = { unit: { in: ["00004"] } };
  const day = { receivedOn: { gte: "2025-08-04", lt: "2025-08-05" } };
  const month = { receivedOn: { gte: "2025-08-01", lt: "2025-09-01" } };
  const rowOf = async (question: Omit<StatisticsQuery, "first">, is: (group: Group) => boolean) => {
    const { groups } = await ask({ ...question, first: 10_000 });
    return groups.find(is)?.counts.received ?? 0;
  };
  const { data } = await subgraph.execute(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on AdministrativeUnit { dossierStats { received digitisationRate { numerator } protected } }
      ... on Procedure { dossierStats { received } } } }`,
    {
      keys: [
        { __typename: "AdministrativeUnit", code: "00004" },
        { __typename: "Procedure", code: await frequentProcedure() },
      ],
    },
    { viewer: { subject: null, role: "public", organization: null } },
  );
  const entities = data?._entities as { dossierStats: Record<string, unknown> }[];
  const [ofUnit, ofProcedure] = entities;
  const procedure = { procedure: { in: [await frequentProcedure()] } };
  const field = await subgraph.database.row<{ code: string }>(sql`
    SELECT field_code AS code FROM procedure WHERE code = ${await frequentProcedure()}`);
  const roads = [
    [ofUnit?.dossierStats.received, await total(unit), await total({ and: [unit, { not: { not: unit } }] })],
    [await total(unit), await rowOf({ groupBy: ["UNIT"] }, ({ keys }) => keys.unit === "00004")],
    [await total({ ...unit, digitised: true }), await total(unit, "digitised")],
    [ofUnit?.dossierStats.digitisationRate, { numerator: await total(unit, "digitised") }],
    [ofProcedure?.dossierStats.received, await total(procedure)],
    [await total(procedure), await total({ ...procedure, procedureField: { in: [field.code] } })],
    [
      await total({ ...month, channel: ["ONLINE"] }),
      await rowOf(
        {
          filter: month,
          groupBy: ["CHANNEL"],
          timeBucket: { field: "RECEIVED", grain: "MONTH", fillGaps: false },
        },
        ({ keys }) => keys.channel === "ONLINE",
      ),
    ],
    [
      await total(day),
      await rowOf(
        { groupBy: [], timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: true } },
        ({ keys }) => keys.bucket === "2025-08-04",
      ),
    ],
  ];
  for (const road of roads) expect(new Set(road.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(ofUnit?.dossierStats.protected).toBe(true);
});

async function frequentProcedure(): Promise<string> {
  const { code } = await subgraph.database.row<{ code: string }>(sql`
    SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`);
  return code;
}

it("tells a day more, or a unit more, always by the same count", async () => {
  const until = (gte: string, lt: string) => total({ receivedOn: { gte, lt }, channel: ["ONLINE"] });
  const days = ["2025-07-03", "2025-07-31", "2025-08-02", "2025-08-14", "2025-09-03"];
  const more = await Promise.all(
    days.map(async (gte) => (await until(gte, "2025-10-09")) - (await until(gte, "2025-10-08"))),
  );
  expect(new Set(more).size).toBe(1);
  const units = ["00008", "00025", "00004", "00070"];
  const ofUnits = (...codes: string[]) => total({ unit: { in: codes } });
  const added = await Promise.all(
    units.map(async (_, at) => {
      const some = units.slice(0, at + 1);
      return (await ofUnits("00097", ...some)) - (await ofUnits(...some));
    }),
  );
  expect(new Set(added)).toEqual(new Set([await ofUnits("00097")]));
});

it("is exact for all of the city by whole months, and within the noise for others", async () => {
  const exact: StatisticsQuery[] = [
    { groupBy: [], first: 1 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-01" } }, first: 1 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-13" } }, first: 1 },
    { groupBy: [], filter: { resolvedOn: { gte: "2025-08-01", lt: "2025-09-01" } }, first: 1 },
    { groupBy: [], timeBucket: { field: "RECEIVED", grain: "MONTH", fillGaps: true }, first: 100 },
  ];
  for (const question of exact) {
    const [{ groups, totals, protects }, truth] = [await ask(question), await ask(question, false)];
    expect({ groups, totals }).toEqual({ groups: truth.groups, totals: truth.totals });
    expect([protects?.groups, protects?.totals]).toEqual([false, false]);
  }
  const [found, truth] = [
    await ask({ groupBy: ["UNIT"], first: 200 }),
    await ask({ groupBy: ["UNIT"], first: 200 }, false),
  ];
  const deviations = found.groups.map(({ keys, counts }) => {
    const same = truth.groups.find((group) => group.keys.unit === keys.unit);
    return (counts.received ?? 0) - (same?.counts.received ?? 0);
  });
  expect(Math.max(...deviations.map(Math.abs))).toBeLessThanOrEqual(largestDeviation);
  expect(deviations.filter((deviation) => deviation !== 0).length).toBeGreaterThan(50);
  expect(found.totals).toEqual(truth.totals);
});

it("withholds percentiles of few, and tells none of one row, nor of how many rows they are", async () => {
  const question = { groupBy: ["ORGANIZATION", "PROCEDURE"], first: 10_000 };
  const told = (await (await ask(question)).distributions()).groups;
  const exact = (await (await ask(question, false)).distributions()).groups;
  const rowsOf = (distribution: Distribution) =>
    [...distribution.values()].reduce((sum, rows) => sum + rows, 0);
  const sizes = [...told.values()].flatMap((distribution) => [...distribution.values()]);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(smallest);
  expect([...exact.values()].some((distribution) => [...distribution.values()].includes(1))).toBe(true);
  const some = [...told].filter(([, distribution]) => distribution.size > 0);
  expect(some.every(([key]) => rowsOf(exact.get(key) ?? new Map()) >= 2 * smallest)).toBe(true);
  const other = some.filter(
    ([key, distribution]) => rowsOf(distribution) !== rowsOf(exact.get(key) ?? new Map()),
  );
  expect(other.length).toBeGreaterThan(some.length / 2);
});

it("tells the same percentiles with and without a dossier that is the only one of its kind", async () => {
  const [single] = await subgraph.database.rows<{ unit: string; procedure: string; day: string }>(sql`
    SELECT unit_code AS unit, procedure_code AS procedure, (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day
    FROM dossier WHERE unit_code IS NOT NULL AND resolved_at IS NOT NULL
    GROUP BY 1, 2, 3 HAVING count(*) = 1 ORDER BY 3, 1, 2 LIMIT 1`);
  if (!single) throw new Error("Expected a dossier that is the only one of its kind; got none.");
  const cell = {
    unit: { in: [single.unit] },
    procedure: { in: [single.procedure] },
    receivedOn: { gte: single.day, lt: addDays(single.day, 1) },
  };
  const spread = async (filter: CubeFilter, isPublic: boolean) =>
    (await (await ask({ filter, groupBy: [], first: 1 }, isPublic)).distributions()).all;
  for (const set of [{ unit: { in: [single.unit] } }, { procedure: { in: [single.procedure] } }]) {
    const without = { and: [set, { not: cell }] };
    const told = await spread(set, true);
    expect(told.size).toBeGreaterThan(0);
    expect(await spread(without, true)).toEqual(told);
    expect(await spread(without, false)).not.toEqual(await spread(set, false));
  }
});

it("does not change by what comes, or comes to its end, today", async () => {
  const questions: StatisticsQuery[] = [
    { groupBy: ["STATUS"], first: 100 },
    { groupBy: ["CHANNEL"], filter: { unit: { in: ["00004"] } }, first: 100 },
    { groupBy: [], timeBucket: { field: "RESOLVED", grain: "DAY", fillGaps: false }, first: 1_000 },
    { groupBy: [], filter: { receivedOn: { gte: "2025-11-14" }, channel: ["ONLINE"] }, first: 10 },
  ];
  const answers = async () => {
    const found = [];
    for (const question of questions) {
      const { groups } = await ask(question);
      found.push(groups);
    }
    return found;
  };
  const before = await answers();
  await subgraph.database.rows(sql`SELECT create_dossier_month('2025-11-01')`);
  await subgraph.database.rows(sql`
    INSERT INTO dossier SELECT (jsonb_populate_record(d, jsonb_build_object('id', 202511000000000000 + 900000000000 + row_number() OVER (),
      'received_at', '2025-11-14T09:00:00+07:00', 'due_at', '2025-12-01T09:00:00+07:00', 'resolved_at', NULL, 'closed_at', NULL,
      'electronic_result', FALSE, 'status', 'PROCESSING'))).* FROM dossier d LIMIT 40`);
  expect(await total({}, "received", false)).toBe(12_473);
  expect(await answers()).toEqual(before);
});
