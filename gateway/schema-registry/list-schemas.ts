import type { GraphQLSchema } from "graphql";
import { addDays, today } from "../../shared/base/clock/calendar-day";
import type { Clock } from "../../shared/base/clock/clock";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import type { Statements } from "../database/statements";
import { findFirstDay, findUses } from "../recording/recorded-use.queries";
import { routedSubgraphs } from "../schema/routed-subgraphs";
import { deprecatedElements } from "./deprecated-elements";
import * as queries from "./registry.queries";

export interface ListSchemasOptions {
  database: GatewayDatabase;
  /** What is served now. */
  current: () => { schema: GraphQLSchema; supergraphSdl: string };
  checkDays: number;
  clock: Clock;
}

const mostVersions = 10;
const mostChecks = 20;
const mostUses = 500;

/** The subgraphs of the graph with their versions, what is deprecated of them and who uses it still, recent checks. */
export type SchemaList = Awaited<ReturnType<ReturnType<typeof createSchemaLister>>>;

/** Gives the function that lists them for a viewer. Throws FORBIDDEN for who is neither editor nor admin. */
export function createSchemaLister({ database, current, checkDays, clock }: ListSchemasOptions) {
  return async (viewer: Viewer) => {
    requireRole(viewer, ["editor", "admin"], "the list of schemas");
    const { schema, supergraphSdl } = current();
    const deprecated = deprecatedElements(schema, supergraphSdl);
    const since = addDays(today(clock), -(checkDays - 1));
    const coordinates = deprecated.map(({ coordinate }) => coordinate);
    const kept = database.isConfigured()
      ? await database.use((statements) => readKept(statements, coordinates, since))
      : nothingKept;
    const versions = Map.groupBy(kept.versions, ({ name }) => name);
    const served = routedSubgraphs(supergraphSdl);
    return {
      isKept: database.isConfigured(),
      graph: kept.graph,
      readers: kept.readers,
      subgraphs: served.map(({ name, url }) => {
        const { owner = null, contact = null } = kept.owners.find((each) => each.name === name) ?? {};
        return {
          ...{ name, owner, contact, ...(viewer.role === "admin" && { url }) },
          version: kept.graph?.versions[name] ?? null,
          mayPublish: viewer.role === "admin" || (owner !== null && owner === viewer.organization),
          versions: (versions.get(name) ?? []).map(({ name: _name, publishedAt, ...version }) => ({
            ...version,
            publishedAt: publishedAt.toISOString(),
          })),
        };
      }),
      ...{ days: checkDays, since, recordedSince: kept.recordedSince },
      deprecated: deprecated.map((element) => ({
        ...element,
        uses: kept.uses
          .filter(({ elements }) => elements.includes(element.coordinate))
          .map(({ client, clientVersion, name, count, lastAt }) => ({
            ...{ client, clientVersion, operation: name, count },
            lastAt: lastAt.toISOString(),
          })),
      })),
      checks: kept.checks.map(({ checkedAt, ...check }) => ({
        ...check,
        checkedAt: checkedAt.toISOString(),
      })),
    };
  };
}

async function readKept(statements: Statements, coordinates: readonly string[], since: string) {
  const graph = await queries.findHead(statements);
  return {
    graph: graph ? { ...graph, madeAt: graph.madeAt.toISOString() } : null,
    readers: await queries.listReaders(statements),
    owners: await queries.listOwners(statements),
    versions: await queries.listVersions(statements, mostVersions),
    checks: await queries.listChecks(statements, mostChecks),
    recordedSince: await findFirstDay(statements),
    uses: coordinates.length > 0 ? await findUses(statements, coordinates, since, mostUses) : [],
  };
}

/** Of a gateway without a database: what is deprecated is known all the same. */
const nothingKept: Awaited<ReturnType<typeof readKept>> = {
  ...{ graph: null, readers: [], owners: [], versions: [], checks: [], recordedSince: null, uses: [] },
};
