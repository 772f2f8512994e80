import "reflect-metadata";
import { readOpeningQueries } from "../../gateway/pages/opening-queries";
import { type JsonAnswer, rowsOf, sendRequest } from "./ask-question";
import type { Oracle } from "./open-oracle";
import { plainRows } from "./plain-rows";
import { type QuestionGraph, startQuestionGraph } from "./question-graph";
import { readQuestions } from "./read-questions";

/*
 * What analysts have asked, each answered by one request, and held to plain SQL over the four databases that was written
 * from the baselines and docs/domain.md.
 */

let graph: QuestionGraph;
beforeAll(async () => {
  graph = await startQuestionGraph();
}, 120_000);
afterAll(() => graph?.close());

describe("the explorer's opening queries", () => {
  const openings = readOpeningQueries();
  // Of one ward, as JSON.
  const withoutList = ["1-one-ward.graphql"];

  it.each(openings.map((opening) => [opening.file, opening] as const))(
    "%s finds something in the demonstration",
    async (file, opening) => {
      const { status, body } = await sendRequest(graph, { request: opening, format: "json" });
      if (withoutList.includes(file) && opening.kind === "query") {
        expect(codesOf(body)).toEqual(["BAD_USER_INPUT"]);
        const answer = await graph.post("/graphql", { query: opening.query });
        expect(Object.values((answer.body as { data: object }).data)).toEqual([expect.any(Object)]);
        return;
      }
      expect({ status, errors: codesOf(body) }).toEqual({ status: 200, errors: [] });
      const empty = (body as JsonAnswer).tables.filter(({ rows }) => rows.length === 0);
      expect(empty.map(({ name }) => name)).toEqual([]);
    },
  );

  it("are of every sector, each with a title of its own in both languages", () => {
    const sectors = new Set(openings.map(({ sector }) => sector.name));
    expect([...sectors].toSorted()).toEqual(["city", "infrastructure", "innovation", "procedures", "tasks"]);
    const titles = openings.flatMap(({ title }) => [title.en, title.vi]);
    expect(new Set(titles).size).toBe(2 * openings.length);
  });
});

describe("questions of analysts", () => {
  const questions = [...readQuestions("asked"), ...readQuestions("neighbours")];
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await graph.addRows();
  }, 60_000);

  it.each(questions.map((question) => [question.asked, question] as const))("%s", async (_, question) => {
    const expected = plainRows(await oracle.ask(question.oracle));
    // An answer without a row would hold whatever the request does.
    expect(expected.rows.length).toBeGreaterThan(0);
    const answer = plainRows(await rowsOf(await sendRequest(graph, question), question));
    expect(answer).toEqual({ ...expected, columns: question.columns ?? expected.columns });
  });

  it("are told what is not in the table", async () => {
    const query = `{ dossierStats(groupBy: [PROCEDURE], first: 3) { dataThrough totals { received }
      rows { procedure { code } measures { received } } } }`;
    const { body } = await graph.post("/tables", { query, format: "json" });
    const { tables, notes } = body as JsonAnswer;
    expect(tables.map(({ rows }) => rows.length)).toEqual([3]);
    expect(notes.remarks.filter((remark) => !remark.includes("synthetic"))).toEqual([
      "dossierStats: only the first 3 rows, as was asked; more follow.",
      "dossierStats: dossierStats.dataThrough, dossierStats.totals stand beside the rows in the answer, and not in this table.",
    ]);
  });

  it("are all of the list", () => {
    const numbers = readQuestions("asked").map(({ folder }) =>
      folder.slice("asked/".length, "asked/01".length),
    );
    expect(numbers).toEqual(Array.from({ length: 18 }, (_, at) => String(at + 1).padStart(2, "0")));
  });

  it("show the public nothing of few dossiers", async () => {
    const outcomes = new Map<string, unknown>();
    for (const question of questions) {
      const { body } = await sendRequest(graph, { ...question, format: "json" }, "public");
      const [code] = codesOf(body);
      outcomes.set(question.folder, code ?? (body as JsonAnswer).notes.remarks.filter(isOnProtection).length);
    }
    const isProtected = 1;
    const bySql = questions.flatMap(({ folder, request }) =>
      request.kind === "sql" ? [[folder, "UNAUTHENTICATED"] as const] : [],
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      ...Object.fromEntries(bySql),
      "asked/04-processing-days-histogram": isProtected,
      "asked/09-moving-mean-and-running-total": isProtected,
      "asked/10-overdue-land-dossiers": "UNAUTHENTICATED",
      "asked/12-weeks-around-new-year": isProtected,
      // All of the city at the ends of months is exact for everyone.
      "asked/16-backlog-by-month": 0,
      "asked/17-online-payment-by-ward": isProtected,
      "neighbours/02-most-used-procedures-of-each-field": isProtected,
      "neighbours/03-late-procedures": isProtected,
      // Tasks are nobody's secret.
      "neighbours/06-delays-by-axis": 0,
      // Classes of one's own are for analysts.
      "neighbours/28-days-in-own-classes": "BAD_USER_INPUT",
    });
  });
});

function codesOf(body: unknown): string[] {
  const { errors = [] } = body as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

function isOnProtection(remark: string): boolean {
  return remark.includes(" protected: ");
}
