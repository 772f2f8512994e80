/** Paths of the catalogue, at the subgraph and at the gateway alike; each but the first has one form. */
export const cataloguePaths = {
  /** By `Accept`: JSON-LD, or one of the other forms. What the catalogue describes is named by this address. */
  jsonLd: "/catalogue.jsonld",
  turtle: "/catalogue.ttl",
  rdfXml: "/catalogue.rdf",
  /** For people: where entries without a page of their own are read. */
  html: "/catalogue.html",
} as const;
