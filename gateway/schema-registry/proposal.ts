import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import type { Composer } from "./composing/composer";
import type { RegistrySchema } from "./composing/composition";
import type { Publication } from "./publication";
import { findGraph, findSchemas, type GraphHead } from "./registry.queries";

/** What the next graph is made from. */
export interface BaseGraph {
  /** 0: none was published, and the subgraphs are those of the list. */
  number: number;
  /** Of the graph; empty where none was published. */
  versions: Readonly<Record<string, number>>;
  schemas: readonly RegistrySchema[];
  supergraphSdl: string;
}

/** A change of the graph, before it is looked at whom it touches. */
export interface Proposal {
  name: string;
  cause: GraphHead["cause"];
  /** Absent: it is to be retired. */
  next: RegistrySchema | undefined;
  /** Of an earlier version, which is not put down again. */
  version?: number;
  accept: readonly string[];
}

/** The graph that was published last; else what is committed and served. */
export async function readBaseGraph(
  database: GatewayDatabase,
  composer: Pick<Composer, "listed">,
  supergraphSdl: () => string,
): Promise<BaseGraph> {
  const graph = database.isConfigured()
    ? await database.use(async (statements) => {
        const found = await findGraph(statements);
        return found && { ...found, schemas: await findSchemas(statements, found.versions) };
      })
    : undefined;
  if (graph) return graph;
  return { number: 0, versions: {}, schemas: await composer.listed(), supergraphSdl: supergraphSdl() };
}

/** Throws BAD_USER_INPUT for a new subgraph without an address, FORBIDDEN for another address by anyone but an admin. */
export function proposePublication(
  base: BaseGraph,
  name: string,
  { schema, url, entities, accept }: Publication,
  viewer: Viewer,
): Proposal & { isKnown: boolean } {
  const known = base.schemas.find((each) => each.name === name);
  const address = url ?? known?.url;
  if (address === undefined)
    throw badInput(`Expected url, where ${name} is: the graph does not have this subgraph yet.`);
  if (address !== known?.url && viewer.role !== "admin")
    throw new GraphError(
      "FORBIDDEN",
      `Expected the address of ${name} to be changed by an admin: the gateway sends statements of its viewers there.`,
    );
  const next = { name, url: address, schema, entities: entities ?? known?.entities ?? [] };
  const isKnown = known !== undefined && base.number > 0 && isSame(known, next);
  return { name, cause: "publish", next, accept, isKnown };
}

/** Without what else the registry keeps of it. */
export function bareSchema({ name, url, schema, entities }: RegistrySchema): RegistrySchema {
  return { name, url, schema, entities };
}

function isSame(one: RegistrySchema, other: RegistrySchema): boolean {
  // The database gives an object's keys in an order of its own.
  const textOf = ({ url, schema, entities }: RegistrySchema) =>
    JSON.stringify([url, schema.trim(), entities.map(({ type, isShared }) => [type, isShared])]);
  return textOf(one) === textOf(other);
}
