/**
 * The JSON-LD context of the catalogue, inline: a harvester in a closed network fetches nothing else. Only prefixes,
 * so that every name in the document is the vocabulary's own.
 */
export const dcatContext = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;
