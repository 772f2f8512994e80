import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { samplesOf, warmUp } from "./warm-up";

const schema = buildSchema(readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8"), {
  assumeValid: true,
});

it("sends texts that are right for the graph, but for the one that is to be wrong", () => {
  const problems = [...samplesOf(schema)].map(({ query }) => validate(schema, parse(query)).length);
  expect(problems).toEqual([0, 1, 0, 0]);
});

it("is done once in a process, each text on a pipeline of its own", async () => {
  const asked: string[] = [];
  const open = () => ({
    answer: async ({ query }: { query: string }) => {
      asked.push(query);
      return { errors: [] };
    },
    answerInParts: () => Promise.reject(new Error("unexpected")),
    answerBatch: () => Promise.reject(new Error("unexpected")),
    estimate: () => Promise.reject(new Error("unexpected")),
    live: () => Promise.reject(new Error("unexpected")),
    prepare: () => Promise.reject(new Error("unexpected")),
    mostUsed: () => [],
  });
  await warmUp(schema, open);
  await warmUp(schema, open);
  expect(asked).toEqual([...samplesOf(schema)].map(({ query }) => query));
});
