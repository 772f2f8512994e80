import type { DcatNode, DcatValue } from "./dcat-node";

/** What a statement is about, or leads to: an IRI or prefixed name, or the label of a blank node. */
export type Resource = { iri: string } | { blank: string };

/** A text, with a language or a datatype (`xsd:date`), or with neither. */
export interface Literal {
  text: string;
  language?: string;
  datatype?: string;
}

/** All that is said of one thing: properties by their prefixed names. A class is a value of `rdf:type`. */
export interface Statements {
  subject: Resource;
  properties: [name: string, values: (Resource | Literal)[]][];
}

/** Names blank nodes, one after the other, for all of a document. */
export type NameBlank = () => string;

export function nameBlanks(): NameBlank {
  let last = 0;
  return () => {
    last += 1;
    return `b${last}`;
  };
}

/** The statements of a node and of all that is described within it, the node's own first. */
export function statementsOf(node: DcatNode, nameBlank: NameBlank): Statements[] {
  const found: Statements[] = [];
  const read = (one: DcatNode): Resource => {
    const { "@id": id, "@type": type, ...rest } = one;
    const subject: Resource = typeof id === "string" ? { iri: id } : { blank: nameBlank() };
    const properties: Statements["properties"] = [];
    // Before what is within it: readers who go from the top find the thing first.
    const said = Object.entries(rest).filter(([, value]) => value !== undefined);
    if (type !== undefined || said.length > 0) found.push({ subject, properties });
    const classes = [type ?? []].flat().filter((name) => typeof name === "string");
    if (classes.length > 0) properties.push(["rdf:type", classes.map((name) => ({ iri: name }))]);
    for (const [name, value] of said) {
      const values = valuesOf(value).map((each) => (isNode(each) ? read(each) : literalOf(each)));
      if (values.length > 0) properties.push([name, values]);
    }
    return subject;
  };
  read(node);
  return found;
}

function valuesOf(value: DcatValue | undefined): (string | DcatNode)[] {
  if (value === undefined) return [];
  if (isList(value)) return value.flatMap(valuesOf);
  return [value];
}

function isList(value: DcatValue): value is readonly DcatValue[] {
  return Array.isArray(value);
}

function isNode(value: string | DcatNode): value is DcatNode {
  return typeof value !== "string" && !("@value" in value);
}

function literalOf(value: string | DcatNode): Literal {
  if (typeof value === "string") return { text: value };
  const { "@value": text, "@language": language, "@type": datatype } = value;
  return {
    text: String(text),
    ...(typeof language === "string" && { language }),
    ...(typeof datatype === "string" && { datatype }),
  };
}
