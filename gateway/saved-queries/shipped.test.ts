import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { defaultLimits } from "../cost/limits";
import { checkContent } from "./check-content";
import { readShipped } from "./read-shipped";
import { longestSavedName, savedName } from "./saved-query";

const text = readFileSync(fromRoot("gateway", "schema.graphql"), "utf8");
const schema = buildSchema(text, { assumeValidSDL: true });

it.each([...readShipped().values()])("$name ships with the project, and fits the schema", (query) => {
  expect(query.name).toMatch(savedName);
  expect(query.name.length).toBeLessThanOrEqual(longestSavedName);
  // In both languages: nobody knows yet who reads it.
  expect(query.title).toMatch(/^[\p{Lu}\d].+ \(\p{Lu}.+\)$/u);
  expect(Object.keys(checkContent(query.content, [], schema, defaultLimits).schemaUsed)).not.toEqual([]);
});
