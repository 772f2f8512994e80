import fc from "fast-check";
import jsonld from "jsonld";
import { Database } from "../../../../shared/database/database";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { AccessLevel, UpdateFrequency } from "../../dataset/dataset-enums";
import { infrastructure } from "../../subgraph";
import { answerCatalogue } from "./answer-catalogue";
import type { PublicDataset } from "./dcat.queries";
import { dcatContext } from "./dcat-context";
import { describeDataset } from "./describe-dataset";
import { gather, type Harvest, type Quad, violations } from "./harvest.fixture";
import { writeCatalogue } from "./write-catalogue";

const publicUrl = "https://graph.example.vn";
const named = (fragment: string) => `${publicUrl}/catalogue.jsonld#${fragment}`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

async function fetchCatalogue(headers: Record<string, string> = {}) {
  const { status, headers: sent, body } = await answerCatalogue({ headers, publicUrl }, subgraph.context());
  let text = "";
  for await (const piece of body ?? []) text += piece;
  return { status, headers: sent, text };
}

/** Reads a document as a portal does: parsed as JSON-LD into triples. Nothing may be fetched for it. */
async function harvest(document: string): Promise<Harvest> {
  const documentLoader = async (url: string) => {
    throw new Error(`Expected nothing to be fetched; the document asks for ${url}.`);
  };
  const options = { documentLoader, safe: true };
  return gather((await jsonld.toRDF(JSON.parse(document), options)) as Quad[]);
}

function datasetsOf(found: Harvest): string[] {
  return [...found].filter(([, { types }]) => types.includes("dcat:Dataset")).map(([name]) => name);
}

async function openIds(): Promise<string[]> {
  const rows = await subgraph.dataSource.query<{ id: string }[]>(
    "SELECT id FROM dataset WHERE access_level = 'OPEN'",
  );
  return rows.map(({ id }) => named(`dataset-${id}`));
}

describe("the catalogue as JSON-LD", () => {
  it("parses into triples that the vocabulary allows, one dcat:Dataset for each open dataset", async () => {
    const { status, headers, text } = await fetchCatalogue();
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "application/ld+json" });
    const found = await harvest(text);
    expect(violations(found)).toEqual([]);
    const ids = await openIds();
    expect(ids.length).toBeGreaterThan(125);
    expect(datasetsOf(found).toSorted()).toEqual(ids.toSorted());
    const listed = found.get(named("catalogue"))?.properties.get("dcat:dataset") ?? [];
    expect(listed.map(({ value }) => value).toSorted()).toEqual(ids.toSorted());
  });

  it("says of a dataset what the graph says", async () => {
    await subgraph.dataSource.query(`
      INSERT INTO dataset (id, title, publisher_code, theme, keywords, frequency, issued_on, modified_at, license,
        contact_email, landing_page, access_level, on_open_data_portal, origin)
      VALUES (9001, 'Đèn "giao thông"', 'SXD', 'TRAN', '{đèn,nút giao}', 'DAILY', '2025-10-01', '2025-11-13T02:36:00Z',
        'LicenseRef-Hanoi-1', 'sxd@hanoi.example', 'https://sxd.example.invalid/đèn|giao', 'OPEN', TRUE, 'REPORTED');
      INSERT INTO distribution (id, dataset_id, format, access_url, byte_size) VALUES
        (9001, 9001, 'csv', 'https://data.example.invalid/đèn giao.csv', 12345678901234567),
        (9002, 9001, 'API', 'https://data.example.invalid/api', NULL)`);
    const found = await harvest((await fetchCatalogue()).text);
    await subgraph.dataSource.query("DELETE FROM dataset WHERE id = 9001");
    const values = (name: string) =>
      Object.fromEntries(
        [...(found.get(name)?.properties ?? [])].map(([property, terms]) => [
          property,
          terms.map(({ value }) => value),
        ]),
      );
    const authority = "http://publications.europa.eu/resource/authority";
    const { "dct:license": licence, ...rest } = values(named("dataset-9001"));
    expect(rest).toEqual({
      "dct:identifier": ["9001"],
      "dct:title": ['Đèn "giao thông"'],
      "dct:description": ['Đèn "giao thông"'],
      "dct:publisher": [named("organization-SXD")],
      "dcat:contactPoint": [named("contact-9001")],
      "dcat:landingPage": ["https://sxd.example.invalid/%C4%91%C3%A8n%7Cgiao"],
      "dcat:theme": [`${authority}/data-theme/TRAN`],
      "dcat:keyword": ["đèn", "nút giao"],
      "dct:accrualPeriodicity": [`${authority}/frequency/DAILY`],
      "dct:issued": ["2025-10-01"],
      "dct:modified": ["2025-11-13T02:36:00.000Z"],
      "dct:accessRights": [`${authority}/access-right/PUBLIC`],
      "dcat:distribution": [named("distribution-9002"), named("distribution-9001")],
    });
    expect(values(String(licence?.[0]))).toEqual({
      "dct:title": ["LicenseRef-Hanoi-1"],
      "rdfs:label": ["LicenseRef-Hanoi-1"],
    });
    expect(values(named("contact-9001"))).toEqual({
      "vcard:fn": ["Sở Xây dựng thành phố Hà Nội"],
      "vcard:hasEmail": ["mailto:sxd@hanoi.example"],
      "vcard:hasURL": ["https://sxd.example.invalid/%C4%91%C3%A8n%7Cgiao"],
    });
    expect(values(named("organization-SXD"))).toEqual({ "foaf:name": ["Sở Xây dựng thành phố Hà Nội"] });
    expect(values(named("distribution-9001"))).toEqual({
      "dcat:accessURL": ["https://data.example.invalid/%C4%91%C3%A8n%20giao.csv"],
      "dcat:downloadURL": ["https://data.example.invalid/%C4%91%C3%A8n%20giao.csv"],
      "dct:title": ["csv"],
      "dct:format": [`${authority}/file-type/CSV`],
      "dcat:mediaType": ["https://www.iana.org/assignments/media-types/text/csv"],
      "dcat:byteSize": ["12345678901234567"],
      "dct:license": [expect.any(String)],
    });
    expect(values(named("distribution-9002"))).toEqual({
      "dcat:accessURL": ["https://data.example.invalid/api"],
      "dct:title": ["API"],
      "dct:format": [expect.stringMatching(/^_:/)],
      "dct:license": [expect.any(String)],
    });
  });

  it("marks every synthetic dataset as such, and no other", async () => {
    const found = await harvest((await fetchCatalogue()).text);
    const rows = await subgraph.dataSource.query<{ id: string; origin: string }[]>(
      "SELECT id, origin FROM dataset WHERE access_level = 'OPEN'",
    );
    const marked = rows.map(({ id }) => found.get(named(`dataset-${id}`))?.properties.has("dct:provenance"));
    expect(marked).toEqual(rows.map(({ origin }) => origin === "SYNTHETIC"));
  });

  it("leads to the graph for the data of the graph itself", async () => {
    const found = await harvest((await fetchCatalogue()).text);
    const [own] = await subgraph.dataSource.query<{ id: string }[]>(
      "SELECT id FROM dataset WHERE graph_source = 'tasks.Task'",
    );
    const access = found.get(named(`graph-${own?.id}`))?.properties.get("dcat:accessURL");
    expect(access?.map(({ value }) => value)).toEqual([`${publicUrl}/graphql`]);
  });

  it("is whole, however many pages of rows it takes, and reads a page only when it is sent", async () => {
    await subgraph.dataSource.query(`
      INSERT INTO dataset (title, publisher_code, theme, frequency, modified_at, license, access_level, origin)
      SELECT 'Trang ' || n, 'SXD', 'TRAN', 'DAILY', '2025-11-01', 'CC-BY-4.0', 'OPEN', 'REPORTED' FROM generate_series(1, 1200) n`);
    const { text } = await fetchCatalogue();
    const all = (await openIds()).toSorted();
    const database = Database.of(subgraph.dataSource);
    const pieces = writeCatalogue(database, publicUrl);
    await pieces.next();
    await pieces.next();
    await pieces.return(undefined);
    await subgraph.dataSource.query("DELETE FROM dataset WHERE title LIKE 'Trang %'");
    expect(datasetsOf(await harvest(text)).toSorted()).toEqual(all);
    expect(all.length).toBeGreaterThan(1_000);
    // The name of the catalogue's maintainer, and one page.
    expect(database.statements).toBe(2);
  });

  it("is a valid catalogue of nothing when nothing is open", async () => {
    await subgraph.dataSource.query(
      "UPDATE dataset SET access_level = 'SHARED', on_open_data_portal = FALSE WHERE access_level = 'OPEN'",
    );
    const other = await openTestSubgraph(infrastructure);
    const pieces: string[] = [];
    for await (const piece of writeCatalogue(Database.of(subgraph.dataSource), publicUrl)) pieces.push(piece);
    await subgraph.close();
    subgraph = other;
    const found = await harvest(pieces.join(""));
    expect([violations(found), datasetsOf(found)]).toEqual([[], []]);
  });

  it("keeps any text as it is", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(text, { maxLength: 4 }), text, async (title, keywords, code) => {
        const dataset: PublicDataset = {
          id: "7",
          title,
          description: null,
          publisherCode: code,
          publisherName: title,
          theme: "GOVE",
          keywords,
          frequency: UpdateFrequency.IRREGULAR,
          modifiedAt: new Date(0),
          issuedOn: "1970-01-01",
          license: "LicenseRef-Hanoi-1",
          contactEmail: null,
          landingPage: null,
          accessLevel: AccessLevel.OPEN,
          graphSource: null,
          graphQuery: null,
          origin: DataOrigin.REPORTED,
          distributions: [],
        };
        const node = describeDataset(dataset, publicUrl) as object;
        const found = await harvest(JSON.stringify({ "@context": dcatContext, ...node }));
        const properties = found.get(named("dataset-7"))?.properties;
        expect(violations(found)).toEqual([]);
        expect(properties?.get("dct:title")?.map(({ value }) => value)).toEqual([title]);
        expect((properties?.get("dcat:keyword") ?? []).map(({ value }) => value).toSorted()).toEqual(
          [...new Set(keywords)].toSorted(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("the entity tag", () => {
  const tagNow = async () => (await fetchCatalogue()).headers.etag ?? "";

  it("is weak, the same for the same data, and answers 304 without a body", async () => {
    const tag = await tagNow();
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
    expect(await tagNow()).toBe(tag);
    const strong = tag.slice(2);
    for (const given of [tag, strong, `"other", ${tag}`, "*"]) {
      const { status, headers, text } = await fetchCatalogue({ "if-none-match": given });
      expect({ given, status, tag: headers.etag, text }).toEqual({ given, status: 304, tag, text: "" });
    }
    for (const given of ['"other"', "", tag.replaceAll('"', "")]) {
      expect((await fetchCatalogue({ "if-none-match": given })).status).toBe(200);
    }
  });

  it.each([
    ["a title", "UPDATE dataset SET title = title || '!' WHERE id = $1"],
    ["a date", "UPDATE dataset SET modified_at = modified_at + interval '1 ms' WHERE id = $1"],
    ["a keyword", "UPDATE dataset SET keywords = keywords || '{mới}' WHERE id = $1"],
    [
      "a distribution",
      "INSERT INTO distribution (dataset_id, format, access_url) VALUES ($1, 'PDF', 'https://a.vn')",
    ],
    [
      "a publisher's name",
      "UPDATE organization o SET name_vi = 'Mới' FROM dataset d WHERE d.id = $1 AND o.code = d.publisher_code",
    ],
    ["access", "UPDATE dataset SET access_level = 'SHARED', on_open_data_portal = FALSE WHERE id = $1"],
  ])("changes with %s", async (_, statement) => {
    const [before, ids] = [await tagNow(), await openIds()];
    await subgraph.dataSource.query(statement, [ids[0]?.split("-").at(-1)]);
    expect(await tagNow()).not.toBe(before);
  });

  it("stays when what others may not read changes, or what the document does not say", async () => {
    const before = await tagNow();
    await subgraph.dataSource.query("UPDATE dataset SET title = title || '?' WHERE access_level <> 'OPEN'");
    await subgraph.dataSource.query("UPDATE dataset SET accurate = NOT accurate");
    expect(await tagNow()).toBe(before);
  });
});
