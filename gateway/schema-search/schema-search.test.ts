import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { searches } from "../../test/support/schema/searches";
import { labelsOf } from "../labels/labels";
import { readLabels } from "../labels/read-labels";
import { createSchemaSearch } from "./schema-search";

const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"));
const { search } = createSchemaSearch(schema, readLabels());
const coordinates = (text: string, limit = 3) => search(text, { limit }).map(({ coordinate }) => coordinate);

it.each(searches)("%j finds %s among the first three", (text, expected) => {
  expect(coordinates(text)).toEqual(expect.arrayContaining(expected.split(" ")));
});

it("has enough of them, in both languages, with and without accents", () => {
  const accented = searches.filter(([text]) => /[^\x20-\x7E]/.test(text));
  expect([searches.length >= 60, accented.length >= 20, searches.length - accented.length >= 30]).toEqual([
    true,
    true,
    true,
  ]);
});

it("gives what an assistant or a page shows", () => {
  expect(search("han hoan thanh", { limit: 1 })).toEqual([
    {
      coordinate: "Task.dueOn",
      kind: "field",
      name: "dueOn",
      description: "Deadline, as known at the end of the day.",
      vi: { name: "Hạn hoàn thành", description: "Hạn hoàn thành, theo những gì đã biết đến cuối ngày." },
      way: "tasks { nodes { dueOn } }",
      score: expect.any(Number),
    },
  ]);
});

it("leads over what the query names besides", () => {
  const wayTo = (text: string, coordinate: string) =>
    search(text, { limit: 20 }).find((match) => match.coordinate === coordinate)?.way;
  expect([
    wayTo("overdue", "TaskMeasures.overdue"),
    wayTo("phuong qua han", "TaskMeasures.overdue"),
    wayTo("organization overdue", "TaskMeasures.overdue"),
  ]).toEqual([
    "taskStats { totals { overdue } }",
    "administrativeUnits { nodes { taskStats { overdue } } }",
    "organizations { nodes { taskStats { overdue } } }",
  ]);
});

it("is limited, and to some kinds", () => {
  expect([0, -1, 2].map((limit) => search("task", { limit }).length)).toEqual([0, 0, 2]);
  const matches = search("task", { limit: 7, kinds: ["value", "input field"] });
  expect([matches.length, new Set(matches.map(({ kind }) => kind))]).toEqual([
    7,
    new Set(["value", "input field"]),
  ]);
  const scores = search("task", { limit: 100 }).map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
});

it.each(["", "  ", "?!…", "xyzzyplugh", "\u0301", "đđđđđđ"])("finds nothing for %j", (text) => {
  expect(search(text, { limit: 3 })).toEqual([]);
});

it("takes a long text, a foreign one, and what looks like a pattern for what they are", () => {
  for (const text of [
    "task ".repeat(10_000),
    "задача 任务",
    "(.*)+$",
    "constructor __proto__",
    "a".repeat(100_000),
  ])
    expect(search(text, { limit: 3 }).length).toBeLessThanOrEqual(3);
});

it("does without labels, and finds by the English", () => {
  const { search: inEnglish } = createSchemaSearch(schema, labelsOf({ synonyms: [], labels: {} }));
  const [first] = inEnglish("overdue tasks", { limit: 1 });
  expect([first?.coordinate, first?.vi]).toEqual(["WarningEntry.overdueTasks", undefined]);
  expect(inEnglish("phường", { limit: 1 })[0]?.description).toMatch(/phường/);
});

it("shows ways that are valid, whatever they lead to", () => {
  const matches = searches.flatMap(([text]) => search(text, { limit: 30 }));
  const ways = new Map(matches.map(({ way = "", coordinate }) => [way, coordinate]));
  const invalid = [...ways].flatMap(([way, coordinate]) => {
    const problems = problemsOf(way);
    return problems.length > 0 ? [{ coordinate, way, problems }] : [];
  });
  expect(ways.size).toBeGreaterThan(200);
  expect(invalid).toEqual([]);
});

/** What is wrong with a way once it is a whole query: the rest of inputs left out, and something selected of an object. */
function problemsOf(way: string): string[] {
  const [, operation = "query", selection = way] = /^(mutation) \{ (.*) \}$/.exec(way) ?? [];
  const given = selection
    .replaceAll(", …", "")
    .replace(/\w+: …/g, "")
    .replace("()", "");
  const whole = `${operation}${variablesOf(operation, given)} { ${given} }`;
  const isOpen = (text: string) => text.includes("must have a selection of subfields");
  const first = validate(schema, parse(whole)).map(({ message }) => message);
  const closed = whole.replace(/(?<=[\w)])(?=(?: \})+$)/, " { __typename }");
  const problems = first.some(isOpen) ? validate(schema, parse(closed)).map(({ message }) => message) : first;
  return problems.filter((problem) => !way.includes("…") || !problem.includes("was not provided"));
}

/** Declares the variables of a selection, by what validation says of them when they are texts. */
function variablesOf(operation: string, selection: string): string {
  const names = [...new Set(selection.match(/\$\w+/g))];
  if (names.length === 0) return "";
  const asTexts = `${operation}(${names.map((name) => `${name}: [[String]]`).join(" ")}) { ${selection} }`;
  const problems = validate(schema, parse(asTexts)).map(({ message }) => message);
  const typeOf = (name: string) =>
    problems
      .map((problem) => new RegExp(`^Variable "\\${name}" .* expecting type "(.+)"\\.$`).exec(problem)?.[1])
      .find((type) => type !== undefined);
  return `(${names.map((name) => `${name}: ${typeOf(name)}`).join(" ")})`;
}
