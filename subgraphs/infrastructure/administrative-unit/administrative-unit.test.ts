import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import {
  type Answer,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { AdministrativeUnitOrderField } from "./administrative-unit.inputs";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterAll(() => subgraph.close());

const fields =
  "code name english: name(lang: EN) kind parent { code name } areaKm2 population longitude latitude";

describe("administrativeUnit", () => {
  it("gives a ward with its official figures and the city above it", async () => {
    const { data, errors } = await subgraph.execute(
      `{ administrativeUnit(code: "00004") { ${fields} density } }`,
    );
    expect(errors).toEqual([]);
    expect(data?.administrativeUnit).toEqual({
      code: "00004",
      name: "Ba Đình",
      english: "Ba Dinh",
      kind: "WARD",
      parent: { code: "01", name: "Hà Nội" },
      areaKm2: 2.97,
      population: 65_023,
      longitude: 105.83521,
      latitude: 21.03984,
      density: expect.closeTo(65_023 / 2.97, 9),
    });
  });

  it("gives the city as the sum of its 126 units", async () => {
    const { data } = await subgraph.execute(`{ administrativeUnit(code: "01") { ${fields} density } }`);
    expect(data?.administrativeUnit).toEqual({
      code: "01",
      name: "Hà Nội",
      english: "Hanoi",
      kind: "CITY",
      parent: null,
      areaKm2: 3_359.77,
      population: 8_807_523,
      longitude: null,
      latitude: null,
      density: expect.closeTo(8_807_523 / 3_359.77, 9),
    });
  });

  it("follows its units: the city's sums are stored nowhere", async () => {
    const city = '{ administrativeUnit(code: "01") { population } }';
    await subgraph.dataSource.query(
      "UPDATE administrative_unit SET population = population + 1 WHERE code = '00004'",
    );
    const after = await subgraph.execute(city);
    await subgraph.dataSource.query(
      "UPDATE administrative_unit SET population = population - 1 WHERE code = '00004'",
    );
    expect(after.data).toEqual({ administrativeUnit: { population: 8_807_524 } });
  });

  it.each([
    ["99999", ""],
    ["", ""],
    ["1", ' (did you mean "01"?)'],
    ["00004 ", ' (did you mean "00004"?)'],
    ["ba dinh", ' (did you mean "00004"?)'],
  ])("says that %j is no unit, and which may be meant", async (code, hint) => {
    const { data, errors } = await subgraph.execute(
      "query ($code: ID!) { administrativeUnit(code: $code) { code } }",
      { code },
    );
    expect(data).toEqual({ administrativeUnit: null });
    expect(errors).toEqual([
      {
        message: `Expected the key of a known administrative unit; ${JSON.stringify(code)} is none${hint}.`,
        path: ["administrativeUnit"],
        code: "NOT_FOUND",
      },
    ]);
  });
});

describe("administrativeUnits", () => {
  it("lists the 126 wards and communes, and not the city, in a fixed number of statements", async () => {
    const { data, errors, statements } = await subgraph.execute(
      "{ administrativeUnits(first: 200) { totalCount nodes { code kind parent { code } readiness { meets } } pageInfo { hasNextPage } } }",
    );
    const { totalCount, nodes, pageInfo } = pageOf(data);
    expect({ errors, totalCount, pageInfo, listed: nodes.length, statements }).toEqual({
      errors: [],
      totalCount: 126,
      pageInfo: { hasNextPage: false },
      listed: 126,
      // Keys, count, units, readiness, parents.
      statements: 5,
    });
    expect(countBy(nodes.map((node) => node.kind))).toEqual({ WARD: 51, COMMUNE: 75 });
    expect(nodes.map((node) => node.code)).toEqual(nodes.map((node) => node.code).toSorted());
  });

  it.each([
    [{ kind: { eq: "CITY" } }, []],
    [{ unit: { in: ["00004", "00008"] }, kind: { eq: "WARD" } }, ["00004", "00008"]],
    [{ population: { eq: 65_023 }, areaKm2: { gt: 2.96, lt: 2.98 } }, ["00004"]],
    [
      { and: [{ unit: { eq: "01" } }, { or: [{ search: "ba dinh" }, { unit: { eq: "00008" } }] }] },
      ["00004", "00008"],
    ],
    [{ search: "BA dinh" }, ["00004"]],
    [{ search: "đình ba" }, ["00004"]],
    [{ search: "00004" }, ["00004"]],
    [{ search: "Phường Ba Đình" }, ["00004"]],
    [{ search: "xa ba dinh" }, []],
    [{ search: "ba đình", kind: { in: ["COMMUNE"] } }, []],
    [{ search: "100%" }, []],
  ])("filter %j gives %j", async (filter, codes) => {
    const { data, errors } = await subgraph.execute(
      "query ($filter: AdministrativeUnitFilter) { administrativeUnits(filter: $filter) { nodes { code } } }",
      { filter },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ administrativeUnits: { nodes: codes.map((code) => ({ code })) } });
  });

  it.each([
    ["filter: { kind: { in: [] } }", "BAD_USER_INPUT"],
    ['filter: { search: " " }', "BAD_USER_INPUT"],
    ["first: 0", "BAD_USER_INPUT"],
    ["first: 201", "BAD_USER_INPUT"],
    ['after: "AAAA"', "INVALID_CURSOR"],
  ])("refuses %s", async (args, code) => {
    const { data, errors } = await subgraph.execute(`{ administrativeUnits(${args}) { totalCount } }`);
    expect({ data, codes: errors.map((error) => error.code) }).toEqual({
      data: { administrativeUnits: null },
      codes: [code],
    });
  });

  it.each(
    Object.values(AdministrativeUnitOrderField).flatMap((field) => [
      [field, "ASC"] as const,
      [field, "DESC"] as const,
    ]),
  )("orders by %s %s through pages, losing and repeating nothing", async (field, direction) => {
    const seen: UnitPage["nodes"] = [];
    let after: string | null = null;
    do {
      const { data } = await subgraph.execute(
        `query ($orderBy: [AdministrativeUnitOrder!], $after: String) {
          administrativeUnits(first: 50, orderBy: $orderBy, after: $after) {
            nodes { code name(lang: EN) areaKm2 population density applications { totalCount } } pageInfo { hasNextPage endCursor } } }`,
        { orderBy: [{ field, direction }], after },
      );
      const page = pageOf(data);
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map((unit) => unit.code)).size).toBe(126);
    const keys = seen.map((unit) => keyOf[field](unit));
    const sorted = keys.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
    expect(keys).toEqual(direction === "ASC" ? sorted : sorted.toReversed());
  });
});

it("says where public documents differ from what it answers, and only there", async () => {
  const { data, errors, statements } = await subgraph.execute(
    `{ administrativeUnits(first: 126) { nodes {
      code areaKm2 population longitude latitude otherClaims { fact value saidOn note source { code } } } } }`,
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(3);
  const page = data?.administrativeUnits as { nodes: { code: string; otherClaims: object[] }[] };
  const claimed = page.nodes.filter(({ otherClaims }) => otherClaims.length > 0);
  expect(claimed.map(({ code }) => code)).toEqual([
    "00097",
    "00328",
    "00340",
    "00577",
    "00640",
    "09910",
    "10003",
    "10096",
  ]);
  expect(claimed[0]).toEqual({
    code: "00097",
    areaKm2: 15.09,
    population: 123282,
    longitude: 105.84729,
    latitude: 21.04958,
    otherClaims: [
      {
        fact: "AREA_KM2",
        value: "16.61",
        saidOn: "2025-08-15",
        note: null,
        source: { code: "ngoisao-2025-08-15" },
      },
      {
        fact: "POPULATION",
        value: "126062",
        saidOn: "2025-08-15",
        note: null,
        source: { code: "ngoisao-2025-08-15" },
      },
    ],
  });
});

it("says of each figure which documents say the same, and of those without any that none is known", async () => {
  const { data, errors, statements } = await subgraph.execute(
    `{ administrativeUnits(first: 126) { nodes { ...Told } } administrativeUnit(code: "01") { figures { ...Figure } } }
    fragment Told on AdministrativeUnit { code areaKm2 population longitude latitude figures { ...Figure } otherClaims { fact } }
    fragment Figure on UnitFigure { fact value summed sources { value saidOn source { code } } }`,
  );
  expect(errors).toEqual([]);
  expect(statements).toBeLessThanOrEqual(5);
  const units = nodesOf<ToldUnit>(data, "administrativeUnits");
  expect((data as { administrativeUnit: ToldUnit }).administrativeUnit.figures).toEqual([
    { fact: "AREA_KM2", value: "3359.77", summed: true, sources: [] },
    { fact: "POPULATION", value: "8807523", summed: true, sources: [] },
  ]);
  // Every figure is the one that the unit answers, and no document is both for and against it.
  for (const { areaKm2, population, longitude, latitude, figures, otherClaims } of units) {
    expect(figures.map(({ fact, value, summed }) => [fact, value, summed])).toEqual([
      ["AREA_KM2", String(areaKm2), false],
      ["POPULATION", String(population), false],
      ["CENTRE", `${longitude},${latitude}`, false],
    ]);
    const sourced = figures.filter(({ sources }) => sources.length > 0).map(({ fact }) => fact);
    expect(otherClaims.filter(({ fact }) => sourced.includes(fact) && fact !== "AREA_KM2")).toEqual([]);
  }
  const sourced = units.flatMap(({ figures }) => figures.filter(({ sources }) => sources.length > 0));
  expect([sourced.length, new Set(sourced.map(({ fact }) => fact))]).toEqual([122, new Set(["AREA_KM2"])]);
  expect(sourced[0]?.sources).toEqual([
    { value: "2.97", saidOn: "2025-10-08", source: { code: "vietnamadminunits-1.0.4" } },
  ]);
});

interface ToldUnit {
  code: string;
  areaKm2: number;
  population: number;
  longitude: number | null;
  latitude: number | null;
  figures: { fact: string; value: string; summed: boolean; sources: object[] }[];
  otherClaims: { fact: string }[];
}

interface UnitPage {
  totalCount: number;
  nodes: {
    code: string;
    name: string;
    kind: string;
    areaKm2: number;
    population: number;
    density: number;
    applications: { totalCount: number };
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

function pageOf(data: Answer["data"]): UnitPage {
  return data?.administrativeUnits as UnitPage;
}

/** What each order sorts by. English names are the Vietnamese ones without accents. */
const keyOf: Record<AdministrativeUnitOrderField, (unit: UnitPage["nodes"][number]) => string | number> = {
  CODE: (unit) => unit.code,
  NAME: (unit) => unit.name.toLowerCase(),
  POPULATION: (unit) => unit.population,
  AREA: (unit) => unit.areaKm2,
  DENSITY: (unit) => unit.density,
  APPLICATIONS: (unit) => unit.applications.totalCount,
};

function countBy(values: string[]): Record<string, number> {
  return values.reduce<Record<string, number>>((counts, value) => {
    counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  }, {});
}
