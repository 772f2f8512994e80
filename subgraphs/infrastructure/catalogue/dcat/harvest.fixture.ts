import { dcatContext } from "./dcat-context";
import { impliedClasses, type PropertyShape, shapes, tables } from "./dcat-shapes.fixture";

/** The object of a triple, as the RDF library gives it. */
export interface Term {
  termType: string;
  value: string;
  datatype?: { value: string };
  language?: string;
}

/** What a harvester knows after reading: for each subject its types, and the values of its properties. */
export type Harvest = Map<string, { types: string[]; properties: Map<string, Term[]> }>;

/** One statement, as the RDF library gives it. */
export interface Quad {
  subject: Term;
  predicate: Term;
  object: Term;
}

/** Gathers what the triples of a document say. */
export function gather(quads: readonly Quad[]): Harvest {
  const subjects: Harvest = new Map();
  for (const quad of quads) {
    const subject = labelled(quad.subject).value;
    const object = labelled(quad.object);
    const known = subjects.get(subject) ?? { types: [], properties: new Map<string, Term[]>() };
    subjects.set(subject, known);
    const name = compact(quad.predicate.value);
    if (name === "rdf:type") known.types.push(compact(object.value));
    else known.properties.set(name, [...(known.properties.get(name) ?? []), object]);
  }
  return subjects;
}

/** Blank nodes as they are written in Turtle, so that none passes for an IRI. */
function labelled(term: Term): Term {
  return term.termType === "BlankNode" ? { ...term, value: `_:${term.value}` } : term;
}

function compact(iri: string): string {
  const prefix = Object.entries(dcatContext).find(([, namespace]) => iri.startsWith(namespace));
  return prefix ? `${prefix[0]}:${iri.slice(prefix[1].length)}` : iri;
}

/** What a harvest has that the vocabulary does not allow, one sentence each. */
export function violations(subjects: Harvest): string[] {
  return [...subjects].flatMap(([subject, { types, properties }]) => {
    const [type = "", ...others] = types.filter((one) => !types.includes(impliedClasses[one] ?? "none"));
    const shape = shapes[type];
    if (others.length > 0 || shape === undefined) return [`${subject} is a ${types.join(", ") || "nothing"}`];
    if (tables[type]?.test(subject) === false) return [`${subject} is no ${type}`];
    const unknown = [...properties.keys()].filter((property) => !(property in shape));
    return [
      ...unknown.map((property) => `${subject} has a ${property}, which no ${type} has`),
      ...Object.entries(shape).flatMap(([property, rule]) =>
        wrongValues(subjects, properties.get(property) ?? [], rule).map(
          (problem) => `${subject} ${property}: ${problem}`,
        ),
      ),
    ];
  });
}

function wrongValues(subjects: Harvest, values: Term[], { min, max, value: rule }: PropertyShape): string[] {
  const count = values.length < min || values.length > max ? [`${values.length} values`] : [];
  return [...count, ...values.filter((value) => !fits(subjects, value, rule)).map(({ value }) => value)];
}

function fits(subjects: Harvest, term: Term, rule: PropertyShape["value"]): boolean {
  const literal = term.termType === "Literal";
  if ("class" in rule) return !literal && subjects.get(term.value)?.types.includes(rule.class) === true;
  if ("iri" in rule) return !literal && rule.iri.test(term.value);
  if ("language" in rule) return literal && (term.language ?? "") !== "" && term.value !== "";
  return literal && compact(term.datatype?.value ?? "") === rule.datatype;
}
