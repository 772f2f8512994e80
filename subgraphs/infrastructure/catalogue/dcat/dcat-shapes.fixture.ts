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
const from = (table: string, codes: string) => ({ iri: new RegExp(`^${authority}/${table}/(${codes})$`) });
/** The IRI of a listed licence, or a description of another one. */
const licence = { iri: /^http:\/\/spdx\.org\/licenses\/[A-Za-z0-9.-]+$|^_:/ };

export const shapes: Record<string, Record<string, PropertyShape>> = {
  "dcat:Catalog": {
    "dct:title": some(text),
    "dct:description": some(text),
    "dct:publisher": one({ class: "foaf:Organization" }),
    "dct:language": any(from("language", "VIE")),
    "dcat:dataset": any({ class: "dcat:Dataset" }),
  },
  "dcat:Dataset": {
    "dct:identifier": some({ datatype: "xsd:string" }),
    "dct:title": some(text),
    "dct:description": some(text),
    "dct:publisher": one({ class: "foaf:Organization" }),
    "dcat:theme": any(
      from("data-theme", "AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|OP_DATPRO|REGI|SOCI|TECH|TRAN"),
    ),
    "dcat:keyword": any(text),
    "dct:accrualPeriodicity": optional(
      from("frequency", "UPDATE_CONT|DAILY|WEEKLY|MONTHLY|QUARTERLY|ANNUAL|IRREG"),
    ),
    "dct:modified": optional({ datatype: "xsd:dateTime" }),
    "dct:license": optional(licence),
    "dct:accessRights": optional(from("access-right", "PUBLIC")),
    "dct:provenance": any({ class: "dct:ProvenanceStatement" }),
    "dcat:distribution": any({ class: "dcat:Distribution" }),
  },
  "dcat:Distribution": {
    "dcat:accessURL": some({ iri: /^https?:\/\/[^\s<>"{}|\\^`]+$/ }),
    "dct:format": optional({ iri: new RegExp(`^${authority}/file-type/[A-Z]+$|^_:`) }),
    "dcat:mediaType": optional({
      iri: /^https:\/\/www\.iana\.org\/assignments\/media-types\/\w+\/[\w.+-]+$/,
    }),
    "dcat:byteSize": optional({ datatype: "xsd:nonNegativeInteger" }),
    "dct:license": optional(licence),
  },
  "foaf:Organization": { "foaf:name": some(text) },
  "dct:ProvenanceStatement": { "rdfs:label": some(text) },
  "dct:LicenseDocument": { "rdfs:label": one({ datatype: "xsd:string" }) },
  "dct:MediaTypeOrExtent": { "rdfs:label": one({ datatype: "xsd:string" }) },
};
