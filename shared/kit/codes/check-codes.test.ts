import { Audit } from "../audit/audit";
import "reflect-metadata";
import { buildSchema, graphql } from "graphql";
import { DataSource } from "typeorm";
import { fixedClock, systemClock } from "../../base/clock/clock";
import { createLogger } from "../../base/log/logger";
import { Database } from "../../database/database";
import { publicViewer } from "../../http/identity/viewer";
import { SubgraphContext } from "../context/context";
import { Statistics } from "../statistics/statistics";
import { checkCodes } from "./check-codes";
import { CodeSet } from "./code-set";

const places = new CodeSet({ expected: "a place", codes: ["00", "10", "20", "Bếp"], whole: "00" });
const colours = new CodeSet({ expected: "a colour", codes: ["red", "green"] });
const nothing = new CodeSet({ expected: "a thing", codes: [] });

function makeSchema() {
  const schema = buildSchema(`
    input IDFilter { eq: ID in: [ID!] notIn: [ID!] isNull: Boolean }
    input ItemFilter { place: IDFilter colour: [String!] thing: IDFilter note: String and: [ItemFilter!] or: [ItemFilter!] not: ItemFilter }
    type Query { seen(filter: ItemFilter): String colour(is: ID, note: String): String free(filter: IDFilter): String }`);
  const { seen, colour, free } = schema.getQueryType()?.getFields() ?? {};
  for (const field of [seen, colour, free]) {
    if (field) field.resolve = (_, args) => JSON.stringify(args);
  }
  return schema;
}

const schema = makeSchema();
checkCodes(schema, {
  "ItemFilter.place": places,
  "ItemFilter.colour": colours,
  "ItemFilter.thing": nothing,
  "Query.colour(is:)": colours,
});

async function ask(source: string, variableValues: Record<string, unknown> = {}) {
  const database = Database.of(new DataSource({ type: "postgres" }));
  const log = createLogger("test", "silent");
  const contextValue = new SubgraphContext({
    viewer: publicViewer,
    clock: fixedClock("2025-11-14T12:00:00+07:00"),
    ...{ database, log, statistics: new Statistics() },
    ...{ audit: new Audit({ database, log, clock: systemClock }), codes: new Map() },
  });
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
  const seen = Object.entries(data ?? {}).map(([name, args]) => [name, JSON.parse(String(args))]);
  return {
    data: Object.fromEntries(seen),
    errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })),
  };
}

const refused = (field: string, path: string[], message: string) => ({
  message: `${path.join(".")}: ${message}`,
  path: [field],
  extensions: { code: "BAD_USER_INPUT", argument: path },
});

it("lets codes of the set through as they came, and all that is no code", async () => {
  const query = `{
    seen(filter: { place: { in: ["10"], notIn: ["20"] }, colour: ["red"], note: "blue", not: { note: "x" } })
    colour(is: "green", note: "gren")
    none: seen
    empty: seen(filter: null)
    free(filter: { in: ["no such"] })
    unheard: seen(filter: { thing: { in: ["anything"] } }) }`;
  expect(await ask(query)).toEqual({
    data: {
      seen: {
        filter: { place: { in: ["10"], notIn: ["20"] }, colour: ["red"], note: "blue", not: { note: "x" } },
      },
      colour: { is: "green", note: "gren" },
      none: {},
      empty: { filter: null },
      free: { filter: { in: ["no such"] } },
      unheard: { filter: { thing: { in: ["anything"] } } },
    },
    errors: [],
  });
});

it("refuses a code at its place, whatever it is nested in, and leaves the other fields alone", async () => {
  const query = `{
    good: seen(filter: { colour: ["red"] })
    bad: seen(filter: { or: [{ colour: ["red"] }, { not: { and: [{ colour: ["red", "gren", "GREEN"] }] } }] })
    again: seen(filter: { colour: ["gren"] })
    colour(is: "RED ") }`;
  expect(await ask(query)).toEqual({
    data: { good: { filter: { colour: ["red"] } }, bad: null, again: null, colour: null },
    errors: expect.arrayContaining([
      refused(
        "bad",
        ["filter", "or", "1", "not", "and", "0", "colour"],
        'expected a colour; got "gren" (did you mean "green"?), "GREEN" (did you mean "green"?).',
      ),
      refused("again", ["filter", "colour"], 'expected a colour; got "gren" (did you mean "green"?).'),
      refused("colour", ["is"], 'expected a colour; got "RED " (did you mean "red"?).'),
    ]),
  });
});

it.each([
  ["literals", '{ seen(filter: { place: { in: ["x"] } }) }', {}],
  [
    "a variable for the filter",
    "query ($v: ItemFilter) { seen(filter: $v) }",
    { v: { place: { in: ["x"] } } },
  ],
  ["a variable for the list", "query ($v: [ID!]) { seen(filter: { place: { in: $v } }) }", { v: ["x"] }],
  ["a variable for the code", "query ($v: ID!) { seen(filter: { place: { in: [$v] } }) }", { v: "x" }],
  ["a variable's default", 'query ($v: [ID!] = ["x"]) { seen(filter: { place: { in: $v } }) }', {}],
  [
    "one code where a list may stand",
    "query ($v: [ID!]) { seen(filter: { place: { in: $v } }) }",
    { v: "x" },
  ],
])("finds it in %s", async (_, query, variables) => {
  const { errors } = await ask(query, variables);
  expect(errors).toEqual([refused("seen", ["filter", "place", "in"], 'expected a place; got "x".')]);
});

it("finds one that alone is meant", async () => {
  const { data, errors } = await ask(`{
    seen(filter: { place: { eq: "x" } })
    known: seen(filter: { place: { eq: "10" } })
    whole: seen(filter: { place: { eq: "00" }, colour: ["red"] })
    contradiction: seen(filter: { place: { eq: "00", in: ["10"] } }) }`);
  expect(errors).toEqual([refused("seen", ["filter", "place", "eq"], 'expected a place; got "x".')]);
  expect(data).toEqual({
    seen: null,
    known: { filter: { place: { eq: "10" } } },
    whole: { filter: { place: null, colour: ["red"] } },
    // Whoever reads the filter refuses `eq` beside anything.
    contradiction: { filter: { place: { eq: "00", in: ["10"] } } },
  });
});

it("names three wrong codes and how many more there are, each once and cut where it is long", async () => {
  const codes = ["x".repeat(1_000_000), "b\u0000d", "", "x1", "x2", "x2", "10"];
  const { errors } = await ask("query ($v: [ID!]) { seen(filter: { place: { notIn: $v } }) }", { v: codes });
  const first = `"${"x".repeat(60)}…", "b\\u0000d", ""`;
  expect(errors).toEqual([
    refused("seen", ["filter", "place", "notIn"], `expected a place; got ${first} and 2 more.`),
  ]);
});

it("leaves a list that is too long to whoever refuses it for that", async () => {
  const codes = Array.from({ length: 1_001 }, (_, at) => `x${at}`);
  const { errors } = await ask("query ($v: [ID!]) { seen(filter: { place: { in: $v } }) }", { v: codes });
  expect(errors).toEqual([]);
});

it("takes the whole for no condition, and nothing outside of it for a mistake", async () => {
  const query = `{
    all: seen(filter: { place: { in: ["00"] }, colour: ["red"] })
    some: seen(filter: { place: { in: ["10", "00"], isNull: false, notIn: ["20"] } })
    nested: seen(filter: { not: { place: { in: ["00"] } } })
    none: seen(filter: { place: { notIn: ["10", "00"] } })
    wrong: seen(filter: { place: { in: ["00", "01"] } }) }`;
  expect(await ask(query)).toEqual({
    data: {
      all: { filter: { place: null, colour: ["red"] } },
      some: { filter: { place: { in: null, isNull: false, notIn: ["20"] } } },
      nested: { filter: { not: { place: null } } },
      none: null,
      wrong: null,
    },
    errors: expect.arrayContaining([
      refused(
        "none",
        ["filter", "place", "notIn"],
        "expected codes other than 00, which stands for all of them: nothing would be left.",
      ),
      refused("wrong", ["filter", "place", "in"], 'expected a place; got "01" (did you mean "00"?).'),
    ]),
  });
});

it("takes decomposed accents for the composed ones that they look like", async () => {
  const query = 'query ($v: ItemFilter) { seen(filter: $v) free(filter: { in: ["Bếp"] }) }';
  const { data, errors } = await ask(query, { v: { place: { in: ["Bếp".normalize("NFD")] } } });
  expect([data.seen, errors]).toEqual([{ filter: { place: { in: ["Bếp"] } } }, []]);
});

it("changes no variable that another field is asked with, too", async () => {
  const query = "query ($v: IDFilter) { seen(filter: { place: $v }) free(filter: $v) }";
  const { data } = await ask(query, { v: { in: ["00"] } });
  expect(data).toEqual({ seen: { filter: { place: null } }, free: { filter: { in: ["00"] } } });
});

it("refuses coordinates that the schema does not have", () => {
  expect(() =>
    checkCodes(makeSchema(), { "ItemFilter.colr": colours, "Query.colour(is:)": colours }),
  ).toThrow("Expected coordinates of the schema; got ItemFilter.colr.");
});
