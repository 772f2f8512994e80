/** A node or a value of a JSON-LD document. */
export type DcatValue = string | { readonly [key: string]: DcatValue | undefined } | readonly DcatValue[];

/** Points at something by its IRI. */
export function iri(id: string): DcatValue {
  return { "@id": id };
}

/** A text in Vietnamese. */
export function vietnamese(text: string): DcatValue {
  return { "@language": "vi", "@value": text };
}

export function english(text: string): DcatValue {
  return { "@language": "en", "@value": text };
}

/** A value of a datatype of XML Schema, e.g. `dateTime`. */
export function typed(datatype: string, value: string): DcatValue {
  return { "@type": `xsd:${datatype}`, "@value": value };
}
