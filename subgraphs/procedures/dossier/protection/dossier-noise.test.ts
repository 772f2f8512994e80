import fc from "fast-check";
import sql from "sql-template-tag";
import { conditionOf } from "../../../../shared/kit/cube/condition";
import { countRows } from "../../../../shared/kit/cube/count-rows";
import { part } from "../../../../shared/kit/cube/cube";
import type { CubeFilter, Group, StatisticsQuery } from "../../../../shared/kit/cube/statistics-query";
import { cellsOf, filterOf } from "../../../../shared/kit/protection/cells";
import { wholeDaysOf } from "../../../../shared/kit/protection/whole-days";
import { Statistics } from "../../../../shared/kit/statistics/statistics";
import { anyDossierQuery } from "../../../../test/support/statistics/random-dossier-queries";
import { cube, now, PublicDossiers } from "../fixture/public-dossiers";

/* The noise of a count depends on the rows that it counts, and on nothing else. */

let dossiers: PublicDossiers;
beforeAll(async () => {
  dossiers = await PublicDossiers.open();
});
afterAll(() => dossiers.close());

it("answers from PostgreSQL, and after a restart, as from the column store", async () => {
  const other = new Statistics();
  for (const { query, found } of (await dossiers.protectedAnswers(25)).slice(0, 25)) {
    const again = await other.ask(cube, query, { database: dossiers.subgraph.database, now, isPublic: true });
    expect({ query, groups: again.groups, totals: again.totals }).toEqual({
      ...{ query, groups: found.groups, totals: found.totals },
    });
  }
}, 180_000);

it("counts the same as the sum of its cells", async () => {
  const isOfNumbers = (filter: unknown) => /"(processingDays|satisfaction)"/.test(JSON.stringify(filter));
  const filters = fc
    .sample(anyDossierQuery, { numRuns: 60, seed: 11 })
    .flatMap(({ filter }) => (isOfNumbers(filter) ? [] : [filter]));
  const count = async (filter: CubeFilter | null | undefined) =>
    part(
      (
        await countRows(
          dossiers.subgraph.database,
          cube,
          { filter: filter ?? null, groupBy: [], first: 1 },
          now,
        )
      ).totals,
      "received",
    );
  let compared = 0;
  for (const filter of filters) {
    const cells = cellsOf(cube, conditionOf(cube, filter)).flatMap((cell) => wholeDaysOf(cell, "2025-11-14"));
    if (cells.length > 40) continue;
    compared += 1;
    let sum = 0;
    for (const cell of cells) sum += cell.times * (await count(filterOf(cell)));
    expect({ filter, sum }).toEqual({ filter, sum: await count(filter) });
  }
  expect(compared).toBeGreaterThan(20);
}, 180_000);

it("has the same noise for the same rows, however they are queried", async () => {
  const unit = { unit: { in: ["00004"] } };
  const day = { receivedOn: { gte: "2025-08-04", lt: "2025-08-05" } };
  const month = { receivedOn: { gte: "2025-08-01", lt: "2025-09-01" } };
  const rowOf = async (query: Omit<StatisticsQuery, "first">, is: (group: Group) => boolean) => {
    const { groups } = await dossiers.query({ ...query, first: 10_000 });
    return groups.find(is)?.counts.received ?? 0;
  };
  const { data } = await dossiers.subgraph.execute(
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
  const field = await dossiers.subgraph.database.row<{ code: string }>(sql`
    SELECT field_code AS code FROM procedure WHERE code = ${await frequentProcedure()}`);
  const variants = [
    [
      ofUnit?.dossierStats.received,
      await dossiers.total(unit),
      await dossiers.total({ and: [unit, { not: { not: unit } }] }),
    ],
    [await dossiers.total(unit), await rowOf({ groupBy: ["UNIT"] }, ({ keys }) => keys.unit === "00004")],
    [await dossiers.total({ ...unit, digitised: true }), await dossiers.total(unit, "digitised")],
    [ofUnit?.dossierStats.digitisationRate, { numerator: await dossiers.total(unit, "digitised") }],
    [ofProcedure?.dossierStats.received, await dossiers.total(procedure)],
    [
      await dossiers.total(procedure),
      await dossiers.total({ ...procedure, procedureField: { in: [field.code] } }),
    ],
    [
      await dossiers.total({ ...month, channel: { eq: "ONLINE" } }),
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
      await dossiers.total(day),
      await rowOf(
        { groupBy: [], timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: true } },
        ({ keys }) => keys.bucket === "2025-08-04",
      ),
    ],
  ];
  for (const variant of variants) expect(new Set(variant.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(ofUnit?.dossierStats.protected).toBe(true);
});

async function frequentProcedure(): Promise<string> {
  const { code } = await dossiers.subgraph.database.row<{ code: string }>(sql`
    SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`);
  return code;
}

it("adds the same count for a further day, or a further unit, whatever it is added to", async () => {
  const until = (gte: string, lt: string) =>
    dossiers.total({ receivedOn: { gte, lt }, channel: { eq: "ONLINE" } });
  const days = ["2025-07-03", "2025-07-31", "2025-08-02", "2025-08-14", "2025-09-03"];
  const more = await Promise.all(
    days.map(async (gte) => (await until(gte, "2025-10-09")) - (await until(gte, "2025-10-08"))),
  );
  expect(new Set(more).size).toBe(1);
  const units = ["00008", "00025", "00004", "00070"];
  const ofUnits = (...codes: string[]) => dossiers.total({ unit: { in: codes } });
  const added = await Promise.all(
    units.map(async (_, at) => {
      const some = units.slice(0, at + 1);
      return (await ofUnits("00097", ...some)) - (await ofUnits(...some));
    }),
  );
  expect(new Set(added)).toEqual(new Set([await ofUnits("00097")]));
});
