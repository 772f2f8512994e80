import type { Database } from "../../../../shared/database/database";
import { dcatContext } from "./dcat-context";
import { describeDataset, nameIn } from "./describe-dataset";
import { describeCatalogue, readDatasets } from "./read-catalogue";
import { type Literal, nameBlanks, type Resource, type Statements, statementsOf } from "./statements-of";

/** The same catalogue as JSON-LD has, as RDF 1.1 Turtle (https://www.w3.org/TR/turtle/), in pieces as well. */
export async function* writeTurtle(database: Database, publicUrl: string): AsyncGenerator<string> {
  const nameBlank = nameBlanks();
  const prefixes = Object.entries(dcatContext).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`);
  const catalogue = await describeCatalogue(database, publicUrl);
  yield `${prefixes.join("")}\n${statementsOf(catalogue, nameBlank).map(turtleOf).join("")}`;
  const subject: Resource = { iri: nameIn(publicUrl, "catalogue") };
  for await (const page of readDatasets(database)) {
    const listed = page.map(({ id }) => ({ iri: nameIn(publicUrl, `dataset-${id}`) }));
    const described = page.flatMap((one) => statementsOf(describeDataset(one, publicUrl), nameBlank));
    const all: Statements[] = [{ subject, properties: [["dcat:dataset", listed]] }, ...described];
    yield all.map(turtleOf).join("");
  }
}

/** The statements about one thing, with a blank line after them. */
export function turtleOf({ subject, properties }: Statements): string {
  const lines = properties.map(([name, values]) => {
    const predicate = name === "rdf:type" ? "a" : name;
    return `  ${predicate} ${values.map(termOf).join(", ")}`;
  });
  return `${termOf(subject)}\n${lines.join(" ;\n")} .\n\n`;
}

function termOf(value: Resource | Literal): string {
  if ("iri" in value) return isPrefixed(value.iri) ? value.iri : `<${value.iri}>`;
  if ("blank" in value) return `_:${value.blank}`;
  const { text, language, datatype } = value;
  const quoted = `"${text.toWellFormed().replace(special, escapeCharacter)}"`;
  if (language !== undefined) return `${quoted}@${language}`;
  return datatype === undefined ? quoted : `${quoted}^^${datatype}`;
}

function isPrefixed(name: string): boolean {
  const [prefix = ""] = name.split(":", 1);
  return Object.hasOwn(dcatContext, prefix);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const special = /["\\\u0000-\u001f\u007f]/g;

function escapeCharacter(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
}
