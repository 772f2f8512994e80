import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { badInput } from "../../shared/base/errors/graph-error";
import type { GatewayContext } from "../request/context";
import { isJsonObject } from "../values/json";
import { readDraft } from "./read-draft";
import type { SavedQueries } from "./saved-queries";
import { answerOf } from "./saved-query-answer";

export interface SavedQueriesRouteOptions {
  savedQueries: SavedQueries;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
}

/** What reading costs: looks-up by key. */
const readCost = 10;
/** What a text costs that is read and validated. */
const checkCost = 100;
/** Saved queries of one page. */
const mostListed = 200;

/**
 * `GET /saved-queries`: those that ship with the project, the viewer's own and everyone's, `?after=NAME&limit=50`; `POST` saves
 * one. `GET|PUT|DELETE /saved-queries/NAME`: reads, changes and deletes one.
 */
export function registerSavedQueries(
  app: FastifyInstance,
  { savedQueries, contextOf }: SavedQueriesRouteOptions,
): void {
  const viewerOf = async (request: FastifyRequest, reply: FastifyReply, cost: number) => {
    reply.header("cache-control", "no-store");
    const { viewer, rate } = contextOf(request, reply);
    await rate?.charge(cost);
    return viewer;
  };
  app.get("/saved-queries", async (request, reply) => {
    const viewer = await viewerOf(request, reply, readCost);
    const { found, next } = await savedQueries.list(viewer, readPage(request.query));
    return { savedQueries: found.map((each) => answerOf(each, viewer)), next };
  });
  app.post("/saved-queries", async (request, reply) => {
    const viewer = await viewerOf(request, reply, checkCost);
    const found = await savedQueries.save(readDraft(request.body), viewer);
    reply.code(201).header("location", `/saved-queries/${found.query.name}`);
    return answerOf(found, viewer);
  });
  app.get<NameParams>("/saved-queries/:name", async (request, reply) => {
    const viewer = await viewerOf(request, reply, readCost);
    return answerOf(await savedQueries.find(request.params.name, viewer), viewer);
  });
  app.put<NameParams>("/saved-queries/:name", async (request, reply) => {
    const viewer = await viewerOf(request, reply, checkCost);
    const { name } = request.params;
    const draft = readDraft(isJsonObject(request.body) ? { name, ...request.body } : request.body);
    if (draft.name !== name)
      throw badInput("Expected the name in the address: a saved query keeps its name.");
    const { sharesEnded, ...found } = await savedQueries.change(draft, viewer);
    return { ...answerOf(found, viewer), sharesEnded };
  });
  app.delete<NameParams>("/saved-queries/:name", async (request, reply) => {
    const viewer = await viewerOf(request, reply, readCost);
    await savedQueries.remove(request.params.name, viewer);
    return reply.code(204).send();
  });
}

interface NameParams {
  Params: { name: string };
}

function readPage(search: unknown): { after: string; limit: number } {
  const { after = "", limit = String(mostListed) } = isJsonObject(search) ? search : {};
  const count = typeof limit === "string" && /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > mostListed)
    throw badInput(`Expected limit to be a whole number from 1 to ${mostListed}.`);
  if (typeof after !== "string" || after.includes("\0"))
    throw badInput("Expected after to be the name of a saved query.");
  return { after, limit: count };
}
