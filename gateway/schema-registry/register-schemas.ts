import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { badInput } from "../../shared/base/errors/graph-error";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayContext } from "../request/context";
import { isJsonObject } from "../values/json";
import type { SchemaList } from "./list-schemas";
import {
  longestSchema,
  readAccepted,
  readOwner,
  readPublication,
  readRollback,
  requireName,
} from "./publication";
import type { SchemaRegistry } from "./schema-registry";

export interface SchemasRouteOptions {
  registry: SchemaRegistry;
  list: (viewer: Viewer) => Promise<SchemaList>;
  viewerOf: (request: FastifyRequest) => Viewer;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
}

/** What reading costs in the client's rate, and what a composition does: a second of the machine. */
const readCost = 20;
const composeCost = 2_000;

/** A schema with what JSON adds to it, and the rest of the body. */
const bodyLimit = longestSchema + longestSchema / 2;
const mostDays = 3_650;

/**
 * `GET /schemas.json` lists subgraphs, versions, what is deprecated and who uses it. `POST /schemas/NAME/check` says what a
 * schema would do, `POST /schemas/NAME` publishes it, `POST /schemas/NAME/rollback` takes it back, `DELETE /schemas/NAME`
 * retires the subgraph, and `PUT /schemas/NAME` says who owns it.
 */
export function registerSchemas(app: FastifyInstance, options: SchemasRouteOptions): void {
  const { registry, list, contextOf } = options;
  const viewerOf = async (request: FastifyRequest, reply: FastifyReply, cost: number) => {
    reply.header("cache-control", "no-store");
    const { viewer, rate } = contextOf(request, reply);
    await rate?.charge(cost);
    return viewer;
  };
  /** Before the body is read: nobody else makes the gateway read megabytes. */
  const onRequest = async (request: FastifyRequest) =>
    requireRole(options.viewerOf(request), ["editor", "admin"], "schemas of subgraphs");
  const nameOf = (request: FastifyRequest<NameParams>) => requireName(request.params.name);
  app.get("/schemas.json", async (request, reply) => list(await viewerOf(request, reply, readCost)));
  app.post<NameParams>("/schemas/:name/check", { bodyLimit, onRequest }, async (request, reply) => {
    const viewer = await viewerOf(request, reply, composeCost);
    return registry.check(nameOf(request), readPublication(request.body), readDays(request.query), viewer);
  });
  app.post<NameParams>("/schemas/:name", { bodyLimit, onRequest }, async (request, reply) => {
    const viewer = await viewerOf(request, reply, composeCost);
    const published = await registry.publish(nameOf(request), readPublication(request.body), viewer);
    return reply.code(published.isUnchanged ? 200 : 201).send(published);
  });
  app.post<NameParams>("/schemas/:name/rollback", async (request, reply) => {
    const viewer = await viewerOf(request, reply, composeCost);
    return registry.rollback(nameOf(request), readRollback(request.body), viewer);
  });
  app.delete<NameParams>("/schemas/:name", async (request, reply) => {
    const viewer = await viewerOf(request, reply, composeCost);
    return registry.retire(nameOf(request), readAccepted(request.body), viewer);
  });
  app.put<NameParams>("/schemas/:name", async (request, reply) => {
    const viewer = await viewerOf(request, reply, readCost);
    await registry.assign(nameOf(request), readOwner(request.body), viewer);
    return reply.code(204).send();
  });
}

interface NameParams {
  Params: { name: string };
}

/** `?days=90`. */
function readDays(search: unknown): number | undefined {
  const { days } = isJsonObject(search) ? search : {};
  if (days === undefined) return undefined;
  const count = typeof days === "string" && /^\d{1,4}$/.test(days) ? Number(days) : 0;
  if (count >= 1 && count <= mostDays) return count;
  throw badInput(`Expected days to be a whole number from 1 to ${mostDays}.`);
}
