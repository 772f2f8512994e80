import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { Random } from "../../shared/base/random/random";
import { sampleForm } from "./sample-forms";
import { warmUpForms } from "./warm-up-forms";

const schema = buildSchema(readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8"), {
  assumeValid: true,
});
const prepareAll = (count: number) => {
  const prepared = new Set<string>();
  const prepare = async ({ query }: { query: string }) => {
    prepared.add(query);
    return undefined;
  };
  return {
    prepared,
    options: { schema, pipeline: { prepare }, forMs: 600_000, isOver: () => prepared.size >= count },
  };
};

it("writes operations that fit the graph, few of them twice", () => {
  const random = new Random(1);
  const texts = Array.from({ length: 100 }, () => sampleForm(schema, random) ?? "");
  expect(texts.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
  expect(new Set(texts).size).toBeGreaterThan(80);
});

it("writes none where every field needs an argument", () => {
  const closed = buildSchema("type Query { unit(code: ID!): Unit count: Int } type Unit { code: ID }");
  expect(sampleForm(closed, new Random(1))).toBeUndefined();
});

it("ends as soon as clients have come", async () => {
  const { prepared, options } = prepareAll(7);
  await warmUpForms(options);
  expect(prepared.size).toBe(7);
});

it("ends when its time is over, and with a schema that has nothing for it", async () => {
  const { options } = prepareAll(1_000);
  expect(await warmUpForms({ ...options, forMs: 0 })).toBe(0);
  expect(await warmUpForms({ ...options, schema: buildSchema("type Query { count: Int }") })).toBe(0);
});

it("ends after some hundred however much time there is", async () => {
  const { options } = prepareAll(1_000_000);
  expect(await warmUpForms(options)).toBe(150);
});
