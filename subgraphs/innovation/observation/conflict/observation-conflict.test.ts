import fc from "fast-check";
import { globalId } from "../../../../shared/base/text/global-id";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../../subgraph";
import { ObservationStatus } from "../observation";
import { addIndicator, addObservation } from "../observation.fixture";
import { ValueQualifier } from "../value-qualifier";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

interface Conflict {
  period: string;
  observations: { id: string; value: string; qualifier: string }[];
}

async function conflictsOf(code: string): Promise<Conflict[]> {
  const { data, errors } = await subgraph.execute(
    "query ($code: ID!) { indicator(code: $code) { conflicts { period observations { id value qualifier } } } }",
    { code },
  );
  expect(errors).toEqual([]);
  const indicator = data?.indicator as { conflicts: Conflict[] };
  return indicator.conflicts;
}

let indicators = 0;
async function newIndicator(): Promise<string> {
  indicators += 1;
  const code = `test.conflict-${indicators}`;
  await addIndicator(subgraph.database, { code });
  return code;
}

it("finds none among the published claims, for all indicators in one statement", async () => {
  const { data, statements } = await subgraph.execute(
    "{ indicators(first: 200) { nodes { conflicts { observations { id } } } } }",
  );
  const { nodes: indicators } = (data as { indicators: { nodes: { conflicts: object[] }[] } }).indicators;
  expect(indicators).toHaveLength(68);
  expect(indicators.flatMap(({ conflicts }) => conflicts)).toEqual([]);
  expect(statements).toBe(3);
});

it("shows every figure that disagrees, newest first, and leaves out one that agrees with all", async () => {
  const indicatorCode = await newIndicator();
  const at = (day: string) => new Date(`${day}T00:00:00+07:00`);
  await addObservation(subgraph.database, { indicatorCode, value: "187", publishedAt: at("2025-11-14") });
  await addObservation(subgraph.database, { indicatorCode, value: "197", publishedAt: at("2025-12-04") });
  await addObservation(subgraph.database, {
    indicatorCode,
    value: "100",
    qualifier: ValueQualifier.MORE_THAN,
    publishedAt: at("2025-12-25"),
  });
  await addObservation(subgraph.database, { indicatorCode, value: "999", period: "2026" });
  expect(await conflictsOf(indicatorCode)).toEqual([
    {
      period: "2025",
      observations: [
        { id: expect.any(String), value: "197", qualifier: "EXACT" },
        { id: expect.any(String), value: "187", qualifier: "EXACT" },
      ],
    },
  ]);
});

const { EXACT, AT_LEAST, MORE_THAN, ALMOST, APPROXIMATELY } = ValueQualifier;

it.each<[string, ValueQualifier, string, ValueQualifier, boolean]>([
  ["187", EXACT, "197", EXACT, true],
  ["0.50", EXACT, "0.5", EXACT, false],
  ["1243294", EXACT, "1240000", MORE_THAN, false],
  ["1240000", EXACT, "1240000", MORE_THAN, true],
  ["1240000.0000000000000000000001", EXACT, "1240000", MORE_THAN, false],
  ["1240000", EXACT, "1240000", AT_LEAST, false],
  ["1239999", EXACT, "1240000", AT_LEAST, true],
  ["197", EXACT, "200", ALMOST, false],
  ["190", EXACT, "200", ALMOST, false],
  ["189.999", EXACT, "200", ALMOST, true],
  ["200", EXACT, "200", ALMOST, true],
  ["200", AT_LEAST, "200", ALMOST, true],
  ["199", MORE_THAN, "200", ALMOST, false],
  ["19", EXACT, "20", APPROXIMATELY, false],
  ["21", EXACT, "20", APPROXIMATELY, false],
  ["18.999", EXACT, "20", APPROXIMATELY, true],
  ["21.001", EXACT, "20", APPROXIMATELY, true],
  ["21", MORE_THAN, "20", APPROXIMATELY, true],
  ["-210", EXACT, "-200", ALMOST, false],
  ["-200", EXACT, "-200", ALMOST, true],
  ["0", EXACT, "0", ALMOST, false],
])("%s %s against %s %s conflicts: %s", async (value, qualifier, other, otherQualifier, conflicting) => {
  const indicatorCode = await newIndicator();
  await addObservation(subgraph.database, { indicatorCode, value, qualifier });
  await addObservation(subgraph.database, { indicatorCode, value: other, qualifier: otherQualifier });
  const found = await conflictsOf(indicatorCode);
  expect(found.map(({ observations }) => observations.length)).toEqual(conflicting ? [2] : []);
});

it.each([
  ["another period", { period: "2025-Q4" }],
  ["another unit", { areaCode: "00004" }],
  ["the nation instead of the city", { areaCode: null }],
  ["an organization of its own", { organizationCode: "SKHCN" }],
  ["no figure at all", { status: ObservationStatus.MISSING }],
])("does not compare with %s", async (_, other) => {
  const indicatorCode = await newIndicator();
  await addObservation(subgraph.database, { indicatorCode, value: "187" });
  await addObservation(subgraph.database, { indicatorCode, value: "197", ...other });
  expect(await conflictsOf(indicatorCode)).toEqual([]);
});

it("takes two figures without an area, and of the same organization, for the same", async () => {
  const indicatorCode = await newIndicator();
  const same = { indicatorCode, areaCode: null, organizationCode: "SKHCN" };
  await addObservation(subgraph.database, { ...same, value: "187" });
  await addObservation(subgraph.database, { ...same, value: "197" });
  expect(await conflictsOf(indicatorCode)).toHaveLength(1);
});

it("is settled by a correction", async () => {
  const indicatorCode = await newIndicator();
  await addObservation(subgraph.database, { indicatorCode, value: "187" });
  const supersedesId = await addObservation(subgraph.database, { indicatorCode, value: "197" });
  expect(await conflictsOf(indicatorCode)).toHaveLength(1);
  await addObservation(subgraph.database, { indicatorCode, value: "187", supersedesId, revision: 2 });
  expect(await conflictsOf(indicatorCode)).toEqual([]);
});

describe("for any figures of one period", () => {
  /** Bounds of the values meant, as whole numbers of 1/2000 of the unit: two decimals and a twentieth. */
  interface Meant {
    lower: bigint;
    lowerOpen: boolean;
    upper: bigint | null;
    upperOpen: boolean;
  }

  function meant(hundredths: number, qualifier: ValueQualifier): Meant {
    const value = BigInt(hundredths) * 20n;
    const twentieth = BigInt(Math.abs(hundredths));
    switch (qualifier) {
      case EXACT:
        return { lower: value, lowerOpen: false, upper: value, upperOpen: false };
      case AT_LEAST:
        return { lower: value, lowerOpen: false, upper: null, upperOpen: false };
      case MORE_THAN:
        return { lower: value, lowerOpen: true, upper: null, upperOpen: false };
      case ALMOST:
        return { lower: value - twentieth, lowerOpen: false, upper: value, upperOpen: value !== 0n };
      case APPROXIMATELY:
        return { lower: value - twentieth, lowerOpen: false, upper: value + twentieth, upperOpen: false };
    }
  }

  function allBelow(low: Meant, high: Meant): boolean {
    if (low.upper === null) return false;
    return low.upper < high.lower || (low.upper === high.lower && (low.upperOpen || high.lowerOpen));
  }

  const figure = fc.record({
    hundredths: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.constantFrom(1900, 1995, 2000, 2100, 2105)),
    qualifier: fc.constantFrom(EXACT, AT_LEAST, MORE_THAN, ALMOST, APPROXIMATELY),
  });

  it("shows exactly those that some other contradicts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(figure, { minLength: 1, maxLength: 5 }), async (figures) => {
        const indicatorCode = await newIndicator();
        const written: { id: string; meant: Meant }[] = [];
        for (const { hundredths, qualifier } of figures) {
          const value = (hundredths / 100).toFixed(2);
          const id = await addObservation(subgraph.database, { indicatorCode, value, qualifier });
          written.push({ id, meant: meant(hundredths, qualifier) });
        }
        const contradicted = written.filter((one) =>
          written.some((other) => allBelow(one.meant, other.meant) || allBelow(other.meant, one.meant)),
        );
        const found = (await conflictsOf(indicatorCode)).flatMap(({ observations }) => observations);
        expect(found.map(({ id }) => id).toSorted()).toEqual(
          contradicted.map(({ id }) => globalId("Observation", id)).toSorted(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
