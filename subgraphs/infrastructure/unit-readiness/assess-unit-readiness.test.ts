import sql from "sql-template-tag";
import type { Viewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

function assess(input: object, viewer: Viewer = editorOf("U00004")): Promise<Answer> {
  return subgraph.execute(
    `mutation ($input: AssessUnitReadinessInput!) { assessUnitReadiness(input: $input) {
      unit { code name readiness { meets assessedOn criteria { criterion meets note } } } userErrors { code field message } } }`,
    {
      input: {
        unit: "00004",
        criterion: "SCANNERS",
        meets: false,
        note: "Hỏng",
        assessedOn: "2025-11-14",
        ...input,
      },
    },
    { viewer },
  );
}

interface Payload {
  unit: { readiness: { meets: boolean; assessedOn: string; criteria: { criterion: string }[] } } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}
interface History {
  nodes: { criterion: string; assessedOn: string; origin: string }[];
}
const rowsOf = ({ data }: Answer) =>
  (data as { administrativeUnitStats: { rows: { failing: string; measures: { units: number } }[] } })
    .administrativeUnitStats.rows;
const payloadOf = (answer: Answer) => answer.data?.assessUnitReadiness as Payload;
const scanners = (answer: Answer) =>
  payloadOf(answer).unit?.readiness.criteria.find(({ criterion }) => criterion === "SCANNERS");

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(a::text, ',' ORDER BY unit_code, criterion, assessed_on))
      FROM readiness_assessment a) AS assessments, (SELECT count(*)::int FROM idempotency_key) AS keys`);
}

describe("assessUnitReadiness", () => {
  it("counts from the day it was made, and joins the history", async () => {
    const answer = await assess({});
    expect(answer.errors).toEqual([]);
    expect(payloadOf(answer)).toMatchObject({
      userErrors: [],
      unit: { code: "00004", name: "Ba Đình", readiness: { meets: false, assessedOn: "2025-11-14" } },
    });
    expect(scanners(answer)).toEqual({ criterion: "SCANNERS", meets: false, note: "Hỏng" });
    // Of an earlier day: history, but not what holds now.
    expect(scanners(await assess({ assessedOn: "2025-11-12", meets: true, note: null }))).toEqual({
      criterion: "SCANNERS",
      meets: false,
      note: "Hỏng",
    });
    // Of the same day: replaces it.
    expect(scanners(await assess({ meets: true, note: null }))).toEqual({
      criterion: "SCANNERS",
      meets: true,
      note: null,
    });
    const { data } = await subgraph.execute(
      '{ administrativeUnit(code: "00004") { readinessHistory(first: 200) { nodes { criterion assessedOn meets note origin } } } }',
    );
    const { nodes: history } = (data as { administrativeUnit: { readinessHistory: History } })
      .administrativeUnit.readinessHistory;
    expect(
      history.filter(({ criterion, origin }) => criterion === "SCANNERS" && origin === "REPORTED"),
    ).toEqual([
      { criterion: "SCANNERS", assessedOn: "2025-11-14", meets: true, note: null, origin: "REPORTED" },
      { criterion: "SCANNERS", assessedOn: "2025-11-12", meets: true, note: null, origin: "REPORTED" },
    ]);
    expect(history).toHaveLength(7 * 4 + 2);
  });

  it("changes which criterion fails most", async () => {
    const worst = `{ administrativeUnitStats(groupBy: [FAILING], orderBy: [{ field: UNITS }], first: 1,
      filter: { ready: false }) { rows { failing measures { units } } } }`;
    const [before] = rowsOf(await subgraph.execute(worst));
    expect(before?.failing).not.toBe("LAN");
    await subgraph.dataSource.query(`
      INSERT INTO readiness_assessment SELECT code, 'LAN', '2025-11-13', FALSE, NULL, 'REPORTED'
      FROM administrative_unit WHERE kind <> 'CITY'`);
    expect(rowsOf(await subgraph.execute(worst))).toEqual([{ failing: "LAN", measures: { units: 126 } }]);
  });

  it.each([
    ["the city, which is its units'", { unit: "01" }, "NOT_FOUND", "unit"],
    ["an unknown unit", { unit: "99999" }, "NOT_FOUND", "unit"],
    ["a day that has not come", { assessedOn: "2025-11-15" }, "BAD_USER_INPUT", "assessedOn"],
    ["a day before there were units", { assessedOn: "2025-06-30" }, "BAD_USER_INPUT", "assessedOn"],
    ["a note too long", { note: "a".repeat(2001) }, "BAD_USER_INPUT", "note"],
  ])("refuses %s, with nothing changed", async (_, changed, code, field) => {
    const before = await everything();
    const { unit, userErrors } = payloadOf(await assess({ ...changed, idempotencyKey: "k" }, admin));
    expect([unit, userErrors.map((error) => [error.code, error.field.at(-1)])]).toEqual([
      null,
      [[code, field]],
    ]);
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Viewer, string | null]>([
    ["nobody is signed in", { subject: null, role: "public", organization: null }, "UNAUTHENTICATED"],
    ["an analyst asks", { subject: "a", role: "analyst", organization: null }, "FORBIDDEN"],
    ["an editor of another unit asks", editorOf("U00008"), "FORBIDDEN"],
    ["an editor of the department that assesses asks", editorOf("SKHCN"), null],
  ])("when %s", async (_, viewer, code) => {
    const before = await everything();
    const { errors } = await assess({}, viewer);
    expect(errors.map((error) => error.code)).toEqual(code === null ? [] : [code]);
    expect(JSON.stringify(await everything()) === JSON.stringify(before)).toBe(code !== null);
  });

  it("leaves it to procedures whether a unit is connected to the service centre, whoever asks", async () => {
    const before = await everything();
    const { unit, userErrors } = payloadOf(
      await assess({ criterion: "SERVICE_CENTRE_CONNECTION", idempotencyKey: "k" }, admin),
    );
    expect([unit, userErrors]).toEqual([
      null,
      [
        {
          code: "BAD_USER_INPUT",
          field: ["input", "criterion"],
          message:
            "criterion: expected a criterion that is assessed here; SERVICE_CENTRE_CONNECTION is a fact of the " +
            "procedures sector, recorded with the service points there (recordServicePoint, import service-points).",
        },
      ],
    ]);
    expect(await everything()).toEqual(before);
  });

  it("is found in the history by criterion, day and result, in pages", async () => {
    const read = async (args: string): Promise<History["nodes"]> => {
      const { data, errors } = await subgraph.execute(
        `{ administrativeUnit(code: "00004") { readinessHistory(${args}) { nodes { criterion assessedOn } } } }`,
      );
      expect(errors).toEqual([]);
      return (data as { administrativeUnit: { readinessHistory: History } }).administrativeUnit
        .readinessHistory.nodes;
    };
    const all = await read("first: 200");
    expect(all).toHaveLength(7 * 4);
    const days = [...new Set(all.map(({ assessedOn }) => assessedOn))];
    expect(days).toEqual(days.toSorted().toReversed());
    const [latest = "", second = ""] = days;
    expect(await read(`filter: { criterion: { eq: LAN }, assessedOn: { gte: "${second}" } }`)).toEqual([
      { criterion: "LAN", assessedOn: latest },
      { criterion: "LAN", assessedOn: second },
    ]);
    const [met, missed] = [
      await read("first: 200, filter: { meets: true }"),
      await read("filter: { meets: false }"),
    ];
    expect(met.length + missed.length).toBe(all.length);
    const { data } = await subgraph.execute(
      '{ administrativeUnit(code: "00004") { readinessHistory(first: 5) { pageInfo { endCursor } } } }',
    );
    const { endCursor } = (
      data as { administrativeUnit: { readinessHistory: { pageInfo: { endCursor: string } } } }
    ).administrativeUnit.readinessHistory.pageInfo;
    expect(await read(`first: 200, after: "${endCursor}"`)).toEqual(all.slice(5));
    const byCriterion = await read(
      "first: 200, orderBy: [{ field: CRITERION, direction: ASC }, { field: ASSESSED_ON }]",
    );
    expect(byCriterion.slice(0, 4)).toEqual(days.map((assessedOn) => ({ criterion: "LAN", assessedOn })));
  });

  it("has one effect for one key", async () => {
    const first = await assess({ idempotencyKey: "once" });
    expect((await assess({ idempotencyKey: "once" })).data).toEqual(first.data);
    const other = payloadOf(await assess({ idempotencyKey: "once", meets: true }));
    expect(other.userErrors.map(({ code }) => code)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });
});
