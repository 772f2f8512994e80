import "reflect-metadata";
import { rowsOf, sendRequest } from "./ask-question";
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

const questions = [...readQuestions("asked"), ...readQuestions("neighbours")];

it.each(questions.map((question) => [question.asked, question] as const))("%s", async (_, question) => {
  const expected = plainRows(await graph.oracle.ask(question.oracle));
  // An answer without a row would hold whatever the request does.
  expect(expected.rows.length).toBeGreaterThan(0);
  const answer = plainRows(await rowsOf(await sendRequest(graph, question), question));
  expect(answer).toEqual({ ...expected, columns: question.columns ?? expected.columns });
});

it("has every question of the list once", () => {
  const numbers = readQuestions("asked").map(({ folder }) =>
    folder.slice("asked/".length, "asked/01".length),
  );
  expect(numbers).toEqual(Array.from({ length: 18 }, (_, at) => String(at + 1).padStart(2, "0")));
});
