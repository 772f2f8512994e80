import { basename } from "node:path";
import type { BuildSchemaOptions } from "type-graphql";
import type { CopiedFact } from "../../base/project/gateway-declarations";
import type { DataSourceOptions } from "../../database/data-source";
import type { Seed } from "../../database/seed";
import type { ImportDefinition } from "../../import/definition/import-definition";
import { AddAudit1764500000000 } from "../audit/add-audit";
import { AuditEntry } from "../audit/audit-entry";
import { auditResolver } from "../audit-api/audit-resolver";
import type { ClockChanges } from "../change-stream/clock-changes";
import type { CodesOf } from "../codes/find-codes";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import type { Cube } from "../cube/cube";
import { importsResolver } from "../import-api/imports-resolver";
import type { SubgraphRoute } from "./subgraph-route";

/** Everything that a subgraph is made of: `subgraph.ts` of its folder holds nothing but this. */
export interface SubgraphParts {
  /** `__dirname` of the subgraph's folder; its last segment is the subgraph's name in `subgraphs/list.json`. */
  directory: string;
  entities: DataSourceOptions["entities"];
  migrations: DataSourceOptions["migrations"];
  /** Classes with queries, mutations and fields. Named one by one: type-graphql's metadata is global. */
  resolvers: BuildSchemaOptions["resolvers"];
  /** Object types that no query leads to, but references do. */
  orphanedTypes?: (new () => object)[];
  /** How another subgraph's reference to a type becomes its object, by type name. */
  references: Record<string, Reference>;
  /** Which arguments take codes of which set: others are refused. */
  codes?: CodesOf;
  /** What it offers by GET besides GraphQL. */
  routes?: SubgraphRoute[];
  /** Facts of other subgraphs that it stores a copy of, which the gateway brings. */
  copiedFacts?: readonly CopiedFact[];
  /** What it takes in from files: `npm run import -- <name> FILE.csv`. */
  imports?: readonly ImportDefinition[];
  /** Whether its tables write a change log (`createChangeLog`). */
  hasChangeLog?: boolean;
  /** When something that it answers changes by the clock alone; at Hanoi's midnight by default. */
  clockChanges?: ClockChanges;
  /** What its statistics are of, for which it has a change log. */
  cubes?: readonly Cube[];
  /** The first data, in order. */
  seeds: Seed[];
}

export interface Subgraph extends SubgraphParts {
  name: string;
}

/** What a reference to a type leads to here. */
export interface Reference {
  /** Whether this subgraph owns the type: only the owner knows which keys exist. */
  isHome: boolean;
  /** Whether the home says that other subgraphs have fields of the type, too: `withNullability`. */
  isShared?: boolean;
  /** Gives the object that a reference points at; null when there is none. */
  resolve(
    reference: Record<string, unknown>,
    context: SubgraphContext,
  ): Promise<object | null> | object | null;
}

/** Names the subgraph after its folder, and gives it its audit. */
export function defineSubgraph(parts: SubgraphParts): Subgraph {
  const name = basename(parts.directory);
  return {
    ...{ ...parts, name },
    entities: [...Object.values(parts.entities), AuditEntry],
    migrations: [...Object.values(parts.migrations), AddAudit1764500000000],
    resolvers: [
      ...parts.resolvers,
      auditResolver(name),
      ...((parts.imports?.length ?? 0) > 0 ? [importsResolver(name)] : []),
    ],
  };
}

/**
 * References to a type that this subgraph owns: loaded by key, all of a request in one batch. `isShared` where other
 * subgraphs have fields of it, too.
 */
export function owningReference<Entity extends object>(
  key: string,
  loader: SubgraphLoader<Entity>,
  { isShared = false }: { isShared?: boolean } = {},
): Reference {
  return {
    isHome: true,
    isShared,
    resolve: async (reference, context) => (await context.load(loader, keyOf(reference, key))) ?? null,
  };
}

/** The field of a type that is all there is of it; none where the type has more. */
type OnlyField<Type> = { [Key in keyof Type]: Pick<Type, Key> extends Type ? Key : never }[keyof Type];

/**
 * References to a type that another subgraph owns, which has vouched that the key exists. The fields that
 * this subgraph adds answer for any key, with nothing counted where it has no rows. A type that has more than its
 * key here is no extension: its rows must be loaded.
 */
export function extensionReference<Type extends object>(
  type: new () => Type,
  key: NoInfer<OnlyField<Type>> & string,
): Reference {
  return {
    isHome: false,
    resolve: (reference) => Object.assign(new type(), { [key]: keyOf(reference, key) }),
  };
}

/** References that are passed on as they came, with the external fields that the gateway brought along. */
export const passThroughReference: Reference = {
  isHome: false,
  resolve: (reference) => reference,
};

function keyOf(reference: Record<string, unknown>, key: string): string {
  const value = reference[key];
  if (typeof value === "string") return value;
  throw new Error(`Expected a reference with a text ${key}, got ${JSON.stringify(reference)}.`);
}
