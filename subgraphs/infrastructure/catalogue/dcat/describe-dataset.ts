import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { licenceIri } from "../../dataset/vocabulary/licences";
import type { PublicDataset } from "./dcat.queries";
import { accessRightIris, formatIris, frequencyIris, themeIri } from "./dcat-codes";
import { type DcatValue, english, iri, typed, vietnamese } from "./dcat-node";

/** Path of the document, at the subgraph and at the gateway alike. */
export const cataloguePath = "/catalogue.jsonld";

/**
 * A dataset as a dcat:Dataset. What it describes is named by the document's own address and a fragment, so that
 * every name leads back to the document that explains it, and stays as long as the dataset's id does.
 */
export function describeDataset(dataset: PublicDataset, publicUrl: string): DcatValue {
  const name = (fragment: string) => `${publicUrl}${cataloguePath}#${fragment}`;
  const { title, description, publisherCode, publisherName, license } = dataset;
  const licence = license === null ? undefined : describeLicence(license);
  return {
    "@id": name(`dataset-${dataset.id}`),
    "@type": "dcat:Dataset",
    "dct:identifier": dataset.id,
    "dct:title": vietnamese(title),
    // DCAT-AP wants one; a title that comes twice is true, a made-up description would not be.
    "dct:description": vietnamese(description ?? title),
    "dct:publisher": describeAgent(publisherCode, publisherName, publicUrl),
    "dcat:theme": iri(themeIri(dataset.theme)),
    "dcat:keyword": dataset.keywords.map(vietnamese),
    "dct:accrualPeriodicity": iri(frequencyIris[dataset.frequency]),
    "dct:modified": typed("dateTime", dataset.modifiedAt.toISOString()),
    "dct:license": licence,
    "dct:accessRights": iri(accessRightIris[dataset.accessLevel]),
    "dct:provenance": dataset.origin === DataOrigin.SYNTHETIC ? syntheticProvenance : undefined,
    "dcat:distribution": [
      ...dataset.distributions.map((distribution) => ({
        "@id": name(`distribution-${distribution.id}`),
        ...describeDistribution(distribution),
        "dct:license": licence,
      })),
      ...(dataset.graphSource === null ? [] : [describeGraphAccess(dataset, publicUrl)]),
    ],
  };
}

/** An organization of the city. */
export function describeAgent(code: string, name: string, publicUrl: string): DcatValue {
  return {
    "@id": `${publicUrl}${cataloguePath}#organization-${encodeURIComponent(code)}`,
    "@type": "foaf:Organization",
    "foaf:name": vietnamese(name),
  };
}

/** Said with every row that the generator made, or a portal would pass it on as the city's. */
const syntheticProvenance: DcatValue = {
  "@type": "dct:ProvenanceStatement",
  "rdfs:label": [
    english("Generated for demonstration; describes no real case."),
    vietnamese("Dữ liệu minh họa, không mô tả trường hợp có thật."),
  ],
};

function describeLicence(identifier: string): DcatValue {
  const known = licenceIri(identifier);
  return known !== null ? iri(known) : { "@type": "dct:LicenseDocument", "rdfs:label": identifier };
}

function describeDistribution({ format, accessUrl, byteSize }: PublicDataset["distributions"][number]) {
  const known = formatIris(format);
  return {
    "@type": "dcat:Distribution",
    // Written anew, so that what is no IRI in an address, such as a letter with an accent, is escaped.
    "dcat:accessURL": iri(new URL(accessUrl).href),
    "dct:format": known ? iri(known.fileType) : { "@type": "dct:MediaTypeOrExtent", "rdfs:label": format },
    "dcat:mediaType": known && iri(known.mediaType),
    "dcat:byteSize": byteSize === null ? undefined : typed("nonNegativeInteger", byteSize),
  };
}

/** Data of this graph is read from the graph. */
function describeGraphAccess({ id }: PublicDataset, publicUrl: string): DcatValue {
  return {
    "@id": `${publicUrl}${cataloguePath}#graph-${id}`,
    "@type": "dcat:Distribution",
    "dcat:accessURL": iri(`${publicUrl}/graphql`),
    "dct:format": { "@type": "dct:MediaTypeOrExtent", "rdfs:label": "GraphQL" },
  };
}
