import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { defaultLimits } from "../cost/limits";
import { readTableQuery } from "../tables/table-query";
import { checkContent } from "./check-content";
import { readShipped } from "./read-shipped";
import { longestSavedName, savedName } from "./saved-query";

const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"), {
  assumeValidSDL: true,
});

it.each([...readShipped().values()])(
  "$name ships with the project: it fits the schema and has a list",
  (query) => {
    expect(query.name).toMatch(savedName);
    expect(query.name.length).toBeLessThanOrEqual(longestSavedName);
    // In both languages: nobody knows yet who reads it.
    expect(query.title).toMatch(/^\p{Lu}.+ \(\p{Lu}.+\)$|^\d+ .+ \(.+\)$/u);
    const { parameters } = checkContent(query.content, [], schema, defaultLimits);
    expect(parameters.every(({ name }) => /^[a-z][A-Za-z]*$/.test(name))).toBe(true);
    if (query.content.kind !== "query") throw new Error("Expected a query in GraphQL.");
    const { query: text, list } = query.content;
    const lists = readTableQuery(schema, { query: text }).lists.map(({ path }) => path);
    if (list === undefined) expect(lists).toHaveLength(1);
    else expect(lists).toContain(list);
  },
);
