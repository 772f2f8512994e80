import { buildSchema, Kind, parse, validate } from "graphql";
import { addProvenance } from "./add-provenance";
import { answerNotes } from "./answer-notes";
import { selectedFigures } from "./selected-figures";
import { takeProvenance } from "./take-provenance";

const schema = buildSchema(`
  "Where a row came from."
  enum DataOrigin { "Cited." PUBLISHED "Reported." REPORTED "Made up." SYNTHETIC }
  type Document { title(lang: String): String publisher: String url: String pages: Int source: Document }
  "One number." type Share { "0 to 1." value: Float }
  type Measures { origin: DataOrigin protected: Boolean! "Wards counted." wards: Int! "met / counted." share: Share! }
  type Stats { dataAsOf: String! truncated: Boolean! rows: [Row!]! }
  type Row { key: String measures: Measures! }
  interface Place { name: String }
  type Ward implements Place { name: String origin: DataOrigin! source: Document "Persons." people: Int twin: Place }
  type Town implements Place { name: String "Persons there." people: Int }
  type PageInfo { hasNextPage: Boolean! }
  type WardConnection { nodes: [Ward!]! pageInfo: PageInfo! "Wards on all pages." totalCount: Int! }
  type Query { stats(by: String!): Stats wards: WardConnection! ward: Ward place: Place "Persons of all." everybody: Int }
`);

const add = (text: string) => {
  const added = addProvenance(schema, text, parse(text));
  expect(validate(schema, parse(added.text))).toEqual([]);
  return added;
};

describe("what is added to a query", () => {
  it("is what each type has to tell, once, and not of what was added", () => {
    const { text, prefix } = add("{ ward { people } }");
    expect(prefix).toBe("told_");
    expect(text.replace(/\s+/g, " ")).toBe(
      "{ ward { people told_origin: origin told_source: source { title publisher url } } }",
    );
  });

  it("goes into fragments, pages and statistics, and leaves introspection alone", () => {
    const { text } = add(
      "query ($by: String!) { __schema { types { name } } wards { nodes { ...W } } stats(by: $by) { rows { measures { wards } } } } fragment W on Ward { twin { name ... on Ward { people } } }",
    );
    expect(text.replace(/\s+/g, " ")).toBe(
      "query ($by: String!) { __schema { types { name } } wards { nodes { ...W told_origin: origin told_source: source { title publisher url } } told_pageInfo: pageInfo { hasNextPage } } stats(by: $by) { rows { measures { wards told_origin: origin told_protected: protected } } told_dataAsOf: dataAsOf told_truncated: truncated } } fragment W on Ward { twin { name ... on Ward { people told_origin: origin told_source: source { title publisher url } } } told_origin: origin told_source: source { title publisher url } }",
    );
  });

  it("has names that the query has not", () => {
    expect(add("{ ward { told_x: people } }").prefix).toBe("xtold_");
    expect(add("{ ward { xtold_origin: people } }").prefix).toBe("xxtold_");
  });
});

const notesOf = (text: string, data: Record<string, unknown>) => {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected an operation.");
  const { prefix } = add(text);
  const provenance = takeProvenance(data, prefix);
  const figures = selectedFigures(schema, document, operation);
  const notes = answerNotes({
    ...{ schema, labels: { of: () => undefined } },
    provenance,
    figures,
    askedAt: "2025-11-14T03:00:00.000Z",
    role: "public",
  });
  return { notes, data };
};

it("takes what was added out of the answer, and tells it with what the numbers mean", () => {
  const source = { title: "Report", publisher: "City", url: null };
  const { notes, data } = notesOf("{ all: wards { totalCount nodes { name people } } everybody }", {
    all: {
      totalCount: 3,
      nodes: [
        { name: "A", people: 1, told_origin: "PUBLISHED", told_source: source },
        { name: "B", people: 2, told_origin: "SYNTHETIC", told_source: null },
        { name: "C", people: 3, told_origin: "PUBLISHED", told_source: { ...source } },
      ],
      told_pageInfo: { hasNextPage: true },
    },
    everybody: null,
  });
  expect(data).toEqual({
    all: {
      totalCount: 3,
      nodes: [
        { name: "A", people: 1 },
        { name: "B", people: 2 },
        { name: "C", people: 3 },
      ],
    },
    everybody: null,
  });
  expect(notes).toEqual({
    ...{ askedAt: "2025-11-14T03:00:00.000Z", role: "public", days: [] },
    origins: [
      { path: "all.nodes", field: "origin", origin: "PUBLISHED", objects: 2 },
      { path: "all.nodes", field: "origin", origin: "SYNTHETIC", objects: 1 },
    ],
    sources: [{ title: "Report", publisher: "City", publishedOn: null, url: null, cited: 2 }],
    figures: [
      {
        path: "all.totalCount",
        coordinate: "WardConnection.totalCount",
        meaning: "Wards on all pages.",
        vi: null,
      },
      { path: "all.nodes.people", coordinate: "Ward.people", meaning: "Persons.", vi: null },
    ],
    originNotTold: ["all.totalCount"],
    remarks: [
      expect.stringMatching(/^1 of 3 objects with an origin are SYNTHETIC \(Made up\)/),
      "2 of 3 objects with an origin are PUBLISHED (Cited).",
      "Quote a PUBLISHED figure with its source, and with the period that it is of.",
      expect.stringMatching(/^The answer does not say where 1 of its 2 numbers come from/),
      expect.stringMatching(/^There are more rows than these at all:/),
    ],
  });
});

it("tells the day of statistics, what is protected, and what a part of a value is of", () => {
  const measures = { wards: 4, share: { value: 0.5 }, told_origin: "SYNTHETIC", told_protected: true };
  const { notes } = notesOf('{ stats(by: "x") { rows { key measures { wards share { value } } } } }', {
    stats: { rows: [{ key: "a", measures }], told_dataAsOf: "2025-11-14T10:00:00Z", told_truncated: false },
  });
  expect(notes.days).toEqual([{ path: "stats", field: "dataAsOf", values: ["2025-11-14T10:00:00Z"] }]);
  expect(notes.figures.map(({ path, meaning }) => [path, meaning])).toEqual([
    ["stats.rows.measures.wards", "Wards counted."],
    ["stats.rows.measures.share.value", "met / counted. 0 to 1."],
  ]);
  expect(notes.remarks).toEqual([
    expect.stringContaining("SYNTHETIC"),
    expect.stringMatching(/^Numbers at stats\.rows\.measures are protected/),
  ]);
});

it("goes by the rows that came: groups without an origin tell none", () => {
  const { notes } = notesOf('{ stats(by: "x") { rows { measures { wards } } } }', {
    stats: {
      rows: [{ measures: { wards: 0, told_origin: null, told_protected: false } }],
      told_dataAsOf: "x",
    },
  });
  expect(notes).toMatchObject({ origins: [], originNotTold: ["stats.rows.measures.wards"] });
});

it("says that published figures without a source are not to be quoted as such", () => {
  const { notes } = notesOf("{ ward { people } }", {
    ward: { people: 1, told_origin: "PUBLISHED", told_source: null },
  });
  expect(notes.remarks).toContain(
    "No source is named for what is PUBLISHED here: select it, or do not quote it as published.",
  );
});
