import { buildSchema, parse } from "graphql";
import {
  deepTextProblem,
  literalProblems,
  maxInputDepth,
  maxInputValues,
  valuesProblem,
  variablesProblem,
} from "./input-limits";

const schema = buildSchema(`
  input Filter { not: Filter, any: [Filter!], atLeast: Float }
  type Query { items(filter: Filter, factor: Float, id: ID): Int }`);

const nested = (levels: number) => `${"{ not: ".repeat(levels - 1)}{}${" }".repeat(levels - 1)}`;

const messagesOf = (query: string) => literalProblems(schema, parse(query)).map(({ message }) => message);

const tooDeep = `expected at most ${maxInputDepth} levels of lists and objects within one another; got more.`;

it("takes values of the most levels, and refuses one more, written or in variables", () => {
  expect(messagesOf(`{ items(filter: ${nested(maxInputDepth)}) }`)).toEqual([]);
  expect(messagesOf(`{ items(filter: ${nested(maxInputDepth + 1)}) }`)).toEqual([`filter: ${tooDeep}`]);
  const variables = (levels: number) => ({ deep: JSON.parse("[".repeat(levels) + "]".repeat(levels)) });
  expect(variablesProblem(variables(maxInputDepth))).toBeUndefined();
  expect(variablesProblem(variables(maxInputDepth + 1))).toMatchObject({
    message: `Variable "$deep": ${tooDeep}`,
    extensions: { code: "BAD_USER_INPUT", argument: ["deep"] },
  });
});

it("tells a text that is deep by its values from one that is deep by what it selects", () => {
  expect(deepTextProblem(`{ items(filter: ${nested(5_000)}) }`)?.message).toBe(
    `A value of the query: ${tooDeep}`,
  );
  expect(deepTextProblem(`{ items(filter: ${nested(5)}) ${"{ items ".repeat(5_000)}`)).toBeUndefined();
  expect(deepTextProblem(`{ items(filter: ? `)).toBeUndefined();
});

it("counts levels of each value for itself", () => {
  const half = nested(maxInputDepth / 2 + 1);
  expect(messagesOf(`{ a: items(filter: ${half}) b: items(filter: ${half}) }`)).toEqual([]);
});

it("refuses numbers that a Float cannot hold, wherever they are taken for one", () => {
  const problem = (number: string) =>
    `expected a number that a Float can hold, up to 1.7e308; got ${number}.`;
  expect(messagesOf("{ items(factor: 1e400, filter: { any: [{ atLeast: -1e309 }] }) }")).toEqual([
    `factor: ${problem("1e400")}`,
    `filter: ${problem("-1e309")}`,
  ]);
  expect(messagesOf(`{ items(factor: 1${"0".repeat(309)}) }`)).toEqual([
    `factor: ${problem("one of 310 digits")}`,
  ]);
  expect(messagesOf(`{ items(factor: 1e308, id: 1${"0".repeat(309)}) }`)).toEqual([]);
  expect(messagesOf("{ items(factor: 1e-400) }")).toEqual([]);
});

it.each([
  ["one list", { a: Array(maxInputValues - 1).fill("1") }, { a: Array(maxInputValues).fill("1") }],
  [
    "lists of lists and objects",
    { a: Array(99).fill(Array(99).fill({})), b: null },
    { a: Array(99).fill(Array(99).fill({ c: 1 })) },
  ],
])("allows so many values in variables, in %s, and no more", (_where, allowed, tooMany) => {
  expect(valuesProblem(allowed)).toBeUndefined();
  expect(valuesProblem(tooMany)).toMatchObject({
    code: "BAD_USER_INPUT",
    message: "Variables: expected at most 10,000 values in all; got more.",
  });
});
