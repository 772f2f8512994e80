import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { answerCatalogue, answerCatalogueAs } from "./answer-catalogue";
import { nameBlanks, statementsOf } from "./statements-of";
import { xmlOf } from "./write-rdf-xml";
import { turtleOf } from "./write-turtle";

/* The catalogue's other forms. That they say the same as JSON-LD is held by readers of RDF (`npm run harvest`). */

const publicUrl = "https://graph.example.vn";
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

async function fetchAs(accept?: string) {
  const headers = accept === undefined ? {} : { accept };
  const answer = await answerCatalogue({ headers, publicUrl }, subgraph.context());
  let text = "";
  for await (const piece of answer.body ?? []) text += piece;
  return { status: answer.status, type: answer.headers["content-type"], headers: answer.headers, text };
}

describe("the catalogue by Accept", () => {
  it.each([
    [undefined, "application/ld+json", /^\{"@context"/],
    ["text/turtle", "text/turtle; charset=utf-8", /^@prefix dcat: /],
    ["application/rdf+xml", "application/rdf+xml", /^<\?xml version="1.0" encoding="UTF-8"\?>\n<rdf:RDF/],
    ["text/html;q=0.2, application/xml", "text/html; charset=utf-8", /^<!doctype html>/],
  ])("%s is %s", async (accept, type, beginning) => {
    const found = await fetchAs(accept);
    expect(found).toMatchObject({ status: 200, type, headers: { vary: "accept" } });
    expect(found.text).toMatch(beginning);
  });

  it("is refused where no form is wanted", async () => {
    await expect(fetchAs("application/json")).rejects.toMatchObject({
      code: "NOT_ACCEPTABLE",
      message: expect.stringContaining("text/turtle"),
    });
  });

  it("has an entity tag for each form, and the same for one form whichever way it is asked for", async () => {
    const { etag } = (await fetchAs("text/turtle")).headers;
    expect((await fetchAs()).headers.etag).not.toBe(etag);
    const byPath = await answerCatalogueAs("text/turtle")({ headers: {}, publicUrl }, subgraph.context());
    expect(byPath.headers.etag).toBe(etag);
  });

  it("has an entry for people of each open dataset, at the address of its landing page", async () => {
    const { text } = await fetchAs("text/html");
    const rows = await subgraph.dataSource.query<{ id: string }[]>(
      "SELECT id FROM dataset WHERE access_level = 'OPEN' ORDER BY id",
    );
    const ids = [...text.matchAll(/<article id="dataset-(\d+)">/g)].map(([, id]) => id);
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect(text).not.toContain("<script");
  });
});

describe("a text that is markup, breaks lines, or cannot be written", () => {
  const text = 'a "b" \\ <c> & \u0001 \r\n\t \ud800 😀';
  const node = { "@id": "urn:x", "dct:title": { "@value": text, "@language": "vi" }, "rdfs:label": text };
  const [statements] = statementsOf(node, nameBlanks());
  if (!statements) throw new Error("Expected statements.");

  it("stands in Turtle by its escapes", () => {
    const quoted = '"a \\"b\\" \\\\ <c> & \\u0001 \\u000D\\u000A\\u0009 \ufffd 😀"';
    expect(turtleOf(statements)).toBe(`<urn:x>\n  dct:title ${quoted}@vi ;\n  rdfs:label ${quoted} .\n\n`);
  });

  it("stands in XML by its references, but for what XML has no way to write", () => {
    const escaped = "a &quot;b&quot; \\ &lt;c&gt; &amp; \ufffd &#13;\n\t \ufffd 😀";
    expect(xmlOf(statements)).toBe(
      `  <rdf:Description rdf:about="urn:x">\n    <dct:title xml:lang="vi">${escaped}</dct:title>\n` +
        `    <rdfs:label>${escaped}</rdfs:label>\n  </rdf:Description>\n`,
    );
  });
});

describe("statements", () => {
  it("of what is described within another follow it, and blank nodes have names of their own", () => {
    const blank = { "@type": "dct:LicenseDocument", "dct:title": "Riêng" };
    const found = statementsOf(
      {
        "@id": "urn:a",
        "@type": ["dcat:Dataset", "dcat:Resource"],
        "dct:license": [blank, blank],
        "x:y": undefined,
      },
      nameBlanks(),
    );
    const licence = (name: string) => ({
      subject: { blank: name },
      properties: [
        ["rdf:type", [{ iri: "dct:LicenseDocument" }]],
        ["dct:title", [{ text: "Riêng" }]],
      ],
    });
    expect(found).toEqual([
      {
        subject: { iri: "urn:a" },
        properties: [
          ["rdf:type", [{ iri: "dcat:Dataset" }, { iri: "dcat:Resource" }]],
          ["dct:license", [{ blank: "b1" }, { blank: "b2" }]],
        ],
      },
      licence("b1"),
      licence("b2"),
    ]);
  });
});
