import type { Database } from "../../../../shared/database/database";
import { dcatContext } from "./dcat-context";
import { describeDataset, nameIn } from "./describe-dataset";
import { describeCatalogue, readDatasets } from "./read-catalogue";
import { type Literal, nameBlanks, type Resource, type Statements, statementsOf } from "./statements-of";

/** The same catalogue as JSON-LD has, as RDF 1.1 XML (https://www.w3.org/TR/rdf-syntax-grammar/), in pieces as well. */
export async function* writeRdfXml(database: Database, publicUrl: string): AsyncGenerator<string> {
  const nameBlank = nameBlanks();
  const spaces = Object.entries(dcatContext).map(([prefix, iri]) => `\n  xmlns:${prefix}="${iri}"`);
  const catalogue = await describeCatalogue(database, publicUrl);
  const head = statementsOf(catalogue, nameBlank).map(xmlOf).join("");
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${spaces.join("")}>\n${head}`;
  const subject: Resource = { iri: nameIn(publicUrl, "catalogue") };
  for await (const page of readDatasets(database)) {
    const listed = page.map(({ id }) => ({ iri: nameIn(publicUrl, `dataset-${id}`) }));
    const described = page.flatMap((one) => statementsOf(describeDataset(one, publicUrl), nameBlank));
    const all: Statements[] = [{ subject, properties: [["dcat:dataset", listed]] }, ...described];
    yield all.map(xmlOf).join("");
  }
  yield "</rdf:RDF>\n";
}

/** The statements about one thing as an rdf:Description. */
export function xmlOf({ subject, properties }: Statements): string {
  const about = "iri" in subject ? `rdf:about="${escapeXml(subject.iri)}"` : `rdf:nodeID="${subject.blank}"`;
  const lines = properties.flatMap(([name, values]) =>
    values.map((value) => `    ${propertyOf(name, value)}\n`),
  );
  return `  <rdf:Description ${about}>\n${lines.join("")}  </rdf:Description>\n`;
}

function propertyOf(name: string, value: Resource | Literal): string {
  if ("iri" in value) return `<${name} rdf:resource="${escapeXml(expand(value.iri))}"/>`;
  if ("blank" in value) return `<${name} rdf:nodeID="${value.blank}"/>`;
  const { text, language, datatype } = value;
  const said = language !== undefined ? ` xml:lang="${language}"` : "";
  const type = datatype !== undefined ? ` rdf:datatype="${expand(datatype)}"` : "";
  return `<${name}${said}${type}>${escapeXml(text)}</${name}>`;
}

/** XML has no prefixed names in attributes. */
function expand(name: string): string {
  const [prefix = "", ...rest] = name.split(":");
  const spaces: Readonly<Record<string, string>> = dcatContext;
  return Object.hasOwn(spaces, prefix) ? `${spaces[prefix]}${rest.join(":")}` : name;
}

const marks: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // A reader of XML makes a line feed of a bare one.
  "\r": "&#13;",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 has no way to write.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** As text and as an attribute. What XML 1.0 cannot say, also by a reference, stands as U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, "\ufffd")
    .replace(/[&<>"\r]/g, (mark) => marks[mark] ?? mark);
}
