/** A node or a value of a JSON-LD document. */
export type DcatValue = string | DcatNode | readonly DcatValue[];

/** What is said of one thing, by prefixed names of properties; what has no `@id` is a blank node. */
export interface DcatNode {
  readonly [key: string]: DcatValue | undefined;
}

/** Points at something by its IRI. */
export function iri(id: string): DcatNode {
  return { "@id": id };
}

/**
 * Points at something by its IRI, and says what it is. DCAT-AP 3 asks that the class of what a property leads to is stated
 * in the document itself, also of what another vocabulary describes: a harvester fetches nothing to find out.
 */
export function classed(id: string, type: string | readonly string[], more: DcatNode = {}): DcatNode {
  return { "@id": id, "@type": type, ...more };
}

/** A text in Vietnamese. */
export function vietnamese(text: string): DcatNode {
  return { "@language": "vi", "@value": text };
}

export function english(text: string): DcatNode {
  return { "@language": "en", "@value": text };
}

/** A value of a datatype of XML Schema, e.g. `dateTime`. */
export function typed(datatype: string, value: string): DcatNode {
  return { "@type": `xsd:${datatype}`, "@value": value };
}

/**
 * A web address as an IRI: what is no character of one, such as a letter with an accent, a blank or a bar, is escaped. (The
 * URL standard leaves bars and braces as they are, and RFC 3987 allows them in no IRI.)
 */
export function webIri(url: string): string {
  return new URL(url).href.replace(/[\s<>"{}|\\^`]/g, encodeURIComponent);
}
