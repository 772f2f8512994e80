import type { NewSubgraph } from "./read-arguments";
import { formsOf } from "./type-names";

/** What is there already. */
export interface KnownNames {
  /** Names of `subgraphs/list.json`, and folders of `subgraphs/`. */
  sectors: ReadonlySet<string>;
  ports: ReadonlySet<number>;
  /** Types of the graph, and its root fields. */
  types: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  organizations: ReadonlySet<string>;
}

/** Ends of the names that the kit gives types of its own, which another type must not look like. */
const suffixes = [
  ...["Filter", "Order", "OrderField", "Connection", "Edge", "Stats", "StatsRow", "StatsOrder", "Measures"],
  ...["Dimension", "MeasureField", "TimeField", "Payload", "Input", "Figure", "Change", "Cube"],
];

/** Words that PostgreSQL or JavaScript keep for themselves, or that every subgraph has a type or table of. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric audit both case cast check class collate column const constraint
  create date default delete desc distinct do else end enum except export false fetch float for foreign from function
  grant group having if import in initially int intersect into interface lateral leading limit localtime migration
  mutation new node not null object offset on only or order organization package placing primary private protected
  public query references return returning seed select static string subscription super switch symmetric table then
  this to trailing true try type typeof union unique user using var variadic void when where while window with`.split(
    /\s+/,
  ),
);

/** What is wrong with the names of a new sector, a sentence each. */
export function nameProblems(asked: NewSubgraph, known: KnownNames): string[] {
  const { sector, type, types, port, organization } = asked;
  const said = [asked.vi, asked.sectorVi, asked.sectorEn].filter((text) => text !== undefined);
  const problems = [
    !/^[a-z][a-z0-9]{0,29}$/.test(sector) &&
      `Expected the sector's name in small letters and digits, such as education; got ${sector}.`,
    known.sectors.has(sector) && `Expected a new sector; subgraphs/${sector} is there.`,
    !isPascal(type) &&
      `Expected --type as a word or words with a capital letter each, such as School or MedicalStation; got ${type}.`,
    !isPascal(types) && `Expected --types like --type, in the plural; got ${types}.`,
    type === types && `Expected --types, the plural of ${type}, to differ from it.`,
    suffixes.some((suffix) => type.endsWith(suffix)) &&
      `Expected a --type that does not end as the graph's own types do (${suffixes.join(", ")}); got ${type}.`,
    (reserved.has(formsOf(type).words) || reserved.has(sector)) &&
      `Expected a --type and a sector that are no reserved words; got ${type} of ${sector}.`,
    port !== undefined &&
      !(Number.isInteger(port) && port > 0 && port < 65_536) &&
      `Expected --port from 1 to 65535; got ${port}.`,
    port !== undefined && known.ports.has(port) && `Expected a free --port; ${port} is another subgraph's.`,
    !known.organizations.has(organization) &&
      `Expected --organization, a code of subgraphs/common/organization/organizations.csv; got ${organization}.`,
    said.some((text) => !/^[\p{L}\p{N} (),–-]{1,80}$/u.test(text)) &&
      "Expected the names in Vietnamese and English as words of at most 80 letters.",
    sector === formsOf(type).camel && `Expected a --type that is not called like its sector, ${sector}.`,
  ];
  return [...problems.filter((problem) => problem !== false), ...takenNames(asked, known)];
}

function isPascal(name: string): boolean {
  return /^([A-Z][a-z][a-z0-9]*)+$/.test(name) && name.length <= 40;
}

/** Names that the new subgraph would have, and the graph has already. */
function takenNames({ type, types, sector }: NewSubgraph, { types: taken, fields }: KnownNames): string[] {
  const one = formsOf(type);
  const newTypes = [type, ...suffixes.map((suffix) => type + suffix), `Record${type}Input`];
  const newFields = [one.camel, formsOf(types).camel, `${one.camel}Stats`, `record${one.pascal}`];
  return [
    ...newTypes.filter((name) => taken.has(name)).map((name) => `the type ${name}`),
    ...[...newFields, `${sector}DataSources`]
      .filter((name) => fields.has(name))
      .map((name) => `the field ${name}`),
  ].map((name) => `Expected a --type that the graph does not have yet; it has ${name}.`);
}
