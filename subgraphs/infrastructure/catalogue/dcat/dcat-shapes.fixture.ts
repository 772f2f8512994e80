/**
 * What DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) and DCAT-AP 3 (its SHACL shapes) require of the classes that the
 * catalogue uses, as data: every property that a class may have here, how often, and what its values are. A property
 * that is not listed is refused, also a misspelt one of a right namespace.
 */
export interface PropertyShape {
  min: number;
  max: number;
  /** A class that the value must have, a datatype, a language-tagged text, or a pattern of an IRI. */
  value: { class: string } | { datatype: string } | { language: true } | { iri: RegExp };
}

const many = Number.POSITIVE_INFINITY;
const one = (value: PropertyShape["value"]): PropertyShape => ({ min: 1, max: 1, value });
const optional = (value: PropertyShape["value"]): PropertyShape => ({ min: 0, max: 1, value });
const any = (value: PropertyShape["value"]): PropertyShape => ({ min: 0, max: many, value });
const some = (value: PropertyShape["value"]): PropertyShape => ({ min: 1, max: many, value });

const text = { language: true } as const;
const authority = "http://publications\\.europa\\.eu/resource/authority";
const from = (table: string, codes: string) => new RegExp(`^${authority}/${table}/(${codes})$`);
/** The IRI of a listed licence, or a description of another one. */
const licence = { iri: /^http:\/\/spdx\.org\/licenses\/[A-Za-z0-9.-]+$|^_:/ };

export const shapes: Record<string, Record<string, PropertyShape>> = {
  "dcat:Catalog": {
    "foaf:homepage": optional({ class: "foaf:Document" }),
    "dct:title": some(text),
    "dct:description": some(text),
    "dct:publisher": one({ class: "foaf:Organization" }),
    "dct:language": any({ class: "dct:LinguisticSystem" }),
    "dcat:dataset": any({ class: "dcat:Dataset" }),
  },
  "dcat:Dataset": {
    "dct:identifier": some({ datatype: "xsd:string" }),
    "dct:title": some(text),
    "dct:description": some(text),
    "dct:publisher": one({ class: "foaf:Organization" }),
    "dcat:contactPoint": some({ class: "vcard:Kind" }),
    "dcat:landingPage": some({ class: "foaf:Document" }),
    "dcat:theme": any({ class: "skos:Concept" }),
    "dcat:keyword": any(text),
    "dct:accrualPeriodicity": optional({ class: "dct:Frequency" }),
    "dct:issued": one({ datatype: "xsd:date" }),
    "dct:modified": optional({ datatype: "xsd:dateTime" }),
    "dct:license": one(licence),
    "dct:accessRights": optional({ class: "dct:RightsStatement" }),
    "dct:provenance": any({ class: "dct:ProvenanceStatement" }),
    "dcat:distribution": any({ class: "dcat:Distribution" }),
  },
  "dcat:Distribution": {
    "dcat:accessURL": some({ iri: /^https?:\/\/[^\s<>"{}|\\^`]+$/ }),
    "dcat:downloadURL": any({ iri: /^https?:\/\/[^\s<>"{}|\\^`]+$/ }),
    "dct:title": some({ datatype: "xsd:string" }),
    "dct:format": one({ class: "dct:MediaTypeOrExtent" }),
    "dcat:mediaType": optional({ class: "dct:MediaType" }),
    "dcat:byteSize": optional({ datatype: "xsd:nonNegativeInteger" }),
    "dct:license": one(licence),
  },
  "foaf:Organization": { "foaf:name": some(text) },
  "vcard:Organization": {
    "vcard:fn": one({ datatype: "xsd:string" }),
    "vcard:hasEmail": optional({ iri: /^mailto:[^@\s]+@[^@\s]+$/ }),
    "vcard:hasURL": some({ iri: /^https?:/ }),
  },
  "foaf:Document": {},
  "skos:Concept": { "skos:prefLabel": some(text) },
  "dct:ProvenanceStatement": { "rdfs:label": some(text) },
  "dct:LicenseDocument": {
    "dct:title": one({ datatype: "xsd:string" }),
    "rdfs:label": one({ datatype: "xsd:string" }),
  },
  "dct:MediaTypeOrExtent": { "rdfs:label": one({ datatype: "xsd:string" }) },
  "dct:MediaType": {},
  "dct:Frequency": {},
  "dct:LinguisticSystem": {},
  "dct:RightsStatement": {},
};

/** Classes that stand beside one of the above, and what the resource is then. */
export const impliedClasses: Record<string, string> = {
  "foaf:Agent": "foaf:Organization",
  "vcard:Kind": "vcard:Organization",
  "dct:IMT": "dct:MediaTypeOrExtent",
};

/** Of which table the resources of a class are. */
export const tables: Record<string, RegExp> = {
  "skos:Concept": from(
    "data-theme",
    "AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|OP_DATPRO|REGI|SOCI|TECH|TRAN",
  ),
  "dct:Frequency": from("frequency", "UPDATE_CONT|DAILY|WEEKLY|MONTHLY|QUARTERLY|ANNUAL|IRREG"),
  "dct:RightsStatement": from("access-right", "PUBLIC"),
  "dct:LinguisticSystem": from("language", "VIE"),
  "dct:MediaTypeOrExtent": new RegExp(`^${authority}/file-type/[A-Z]+$|^_:`),
  "dct:MediaType": /^https:\/\/www\.iana\.org\/assignments\/media-types\/\w+\/[\w.+-]+$/,
};
