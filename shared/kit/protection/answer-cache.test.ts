import { AnswerCache } from "./answer-cache";

it("makes something once of the same parts, and anew of others", () => {
  const known = new AnswerCache();
  const [groups, others] = [[1], [2]];
  let made = 0;
  const ask = (key: string, parts: readonly [object, ...object[]]) => {
    made += 1;
    return known.of(key, parts, () => made);
  };
  expect([ask("a", [groups]), ask("a", [groups]), ask("b", [groups])]).toEqual([1, 1, 3]);
  expect([ask("a", [groups, others]), ask("a", [others])]).toEqual([4, 5]);
});

it("keeps little of one answer, however many ask for something else of it", () => {
  const known = new AnswerCache();
  const groups = [1];
  let made = 0;
  const ask = (key: string) => known.of(key, [groups], () => ++made);
  for (let at = 0; at < 1_000; at += 1) ask(`having ${at}`);
  expect([ask("having 999"), ask("having 0")]).toEqual([1_000, 1_001]);
});
