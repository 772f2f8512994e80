import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { licenceIri, licenceTitle } from "../../dataset/vocabulary/licences";
import { cataloguePaths } from "./catalogue-paths";
import type { PublicDataset } from "./dcat.queries";
import { accessRightIris, formatIris, frequencyIris, themeIri, themeLabels } from "./dcat-codes";
import { classed, type DcatNode, english, iri, typed, vietnamese, webIri } from "./dcat-node";

/** Names what the catalogue describes: the document's own address and a fragment. */
export function nameIn(publicUrl: string, fragment: string): string {
  return `${publicUrl}${cataloguePaths.jsonLd}#${fragment}`;
}

/**
 * A dataset as a dcat:Dataset. What it describes is named by the document's own address and a fragment, so that
 * every name leads back to the document that explains it, and stays as long as the dataset's id does.
 */
export function describeDataset(dataset: PublicDataset, publicUrl: string): DcatNode {
  const { title, description, publisherCode, publisherName, license, theme } = dataset;
  const licence = license === null ? undefined : describeLicence(license);
  return {
    "@id": nameIn(publicUrl, `dataset-${dataset.id}`),
    "@type": "dcat:Dataset",
    "dct:identifier": dataset.id,
    "dct:title": vietnamese(title),
    // DCAT-AP wants one; a title that comes twice is true, a made-up description would not be.
    "dct:description": vietnamese(description ?? title),
    "dct:publisher": describeAgent(publisherCode, publisherName, publicUrl),
    "dcat:contactPoint": describeContact(dataset, publicUrl),
    "dcat:landingPage": classed(landingPageOf(dataset, publicUrl), "foaf:Document"),
    "dcat:theme": classed(themeIri(theme), "skos:Concept", { "skos:prefLabel": english(themeLabels[theme]) }),
    "dcat:keyword": dataset.keywords.map(vietnamese),
    "dct:accrualPeriodicity": classed(frequencyIris[dataset.frequency], "dct:Frequency"),
    "dct:issued": typed("date", dataset.issuedOn),
    "dct:modified": typed("dateTime", dataset.modifiedAt.toISOString()),
    "dct:license": licence,
    "dct:accessRights": classed(accessRightIris[dataset.accessLevel], "dct:RightsStatement"),
    "dct:provenance": dataset.origin === DataOrigin.SYNTHETIC ? syntheticProvenance : undefined,
    "dcat:distribution": [
      ...dataset.distributions.map((distribution) => ({
        "@id": nameIn(publicUrl, `distribution-${distribution.id}`),
        ...describeDistribution(distribution),
        "dct:license": licence,
      })),
      ...describeGraphAccess(dataset, publicUrl).map((node) => ({ ...node, "dct:license": licence })),
    ],
  };
}

/** An organization of the city. An organization is an agent, which a harvester does not conclude by itself. */
export function describeAgent(code: string, name: string, publicUrl: string): DcatNode {
  const id = nameIn(publicUrl, `organization-${encodeURIComponent(code)}`);
  return classed(id, ["foaf:Agent", "foaf:Organization"], { "foaf:name": vietnamese(name) });
}

/** The page where people read about a dataset: its own, or its entry in the catalogue as a page. */
export function landingPageOf({ id, landingPage }: PublicDataset, publicUrl: string): string {
  return landingPage === null ? `${publicUrl}${cataloguePaths.html}#dataset-${id}` : webIri(landingPage);
}

/** Who is asked about a dataset: its publisher, by the address that the entry has; where it has none, by its page. */
function describeContact(dataset: PublicDataset, publicUrl: string): DcatNode {
  const { id, contactEmail, publisherName } = dataset;
  return {
    "@id": nameIn(publicUrl, `contact-${id}`),
    "@type": ["vcard:Kind", "vcard:Organization"],
    "vcard:fn": publisherName,
    "vcard:hasEmail": contactEmail === null ? undefined : iri(webIri(`mailto:${contactEmail}`)),
    "vcard:hasURL": iri(landingPageOf(dataset, publicUrl)),
  };
}

/** Said with every row that the generator made, or a portal would pass it on as the city's. */
const syntheticProvenance: DcatNode = {
  "@type": "dct:ProvenanceStatement",
  "rdfs:label": [
    english("Generated for demonstration; describes no real case."),
    vietnamese("Dữ liệu minh họa, không mô tả trường hợp có thật."),
  ],
};

function describeLicence(identifier: string): DcatNode {
  const known = licenceIri(identifier);
  const said = { "dct:title": licenceTitle(identifier), "rdfs:label": identifier };
  return known !== null
    ? classed(known, "dct:LicenseDocument", said)
    : { "@type": "dct:LicenseDocument", ...said };
}

function describeDistribution({ format, accessUrl, byteSize }: PublicDataset["distributions"][number]) {
  const known = formatIris(format);
  const url = webIri(accessUrl);
  return {
    "@type": "dcat:Distribution",
    "dcat:accessURL": iri(url),
    // A file's address is where it is fetched; that of an API is where one asks.
    "dcat:downloadURL": known && iri(url),
    "dct:title": format,
    "dct:format": describeFormat(format),
    "dcat:mediaType": known && classed(known.mediaType, "dct:MediaType"),
    "dcat:byteSize": byteSize === null ? undefined : typed("nonNegativeInteger", byteSize),
  };
}

/**
 * A format by its IRI, with its name. CKAN's harvester reads the name where the first class is dct:IMT, and shows the IRI
 * otherwise; DCAT-AP asks for the second.
 */
function describeFormat(format: string): DcatNode {
  const known = formatIris(format);
  const said = {
    "@type": ["dct:IMT", "dct:MediaTypeOrExtent"],
    "rdfs:label": known?.label ?? format,
  };
  return known ? { "@id": known.fileType, ...said } : said;
}

/** Data of this graph is read from the graph: by anybody's queries, and its first rows by one that is an address. */
function describeGraphAccess({ id, graphSource, graphQuery }: PublicDataset, publicUrl: string): DcatNode[] {
  if (graphSource === null) return [];
  const endpoint = iri(`${publicUrl}/graphql`);
  const ask: DcatNode = {
    "@id": nameIn(publicUrl, `graph-${id}`),
    "@type": "dcat:Distribution",
    "dcat:accessURL": endpoint,
    "dct:title": "GraphQL",
    "dct:format": describeFormat("GraphQL"),
  };
  if (graphQuery === null) return [ask];
  const download: DcatNode = {
    ...describeDistribution({
      ...{ id, format: "JSON", byteSize: null },
      accessUrl: `${publicUrl}/graphql?query=${encodeURIComponent(graphQuery)}`,
    }),
    "@id": nameIn(publicUrl, `graph-json-${id}`),
    "dcat:accessURL": endpoint,
  };
  return [ask, download];
}
