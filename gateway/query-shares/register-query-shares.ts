import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { badInput } from "../../shared/base/errors/graph-error";
import type { GatewayContext } from "../request/context";
import { tokenClaimsOf } from "../request/token-claims";
import { languages } from "../tables/table";
import { longestShareDays, type QueryShare } from "./query-share";
import type { ListedShare, QueryShares } from "./query-shares";

export interface QuerySharesRouteOptions {
  shares: QueryShares;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  /** Names of the formats that a table can have. */
  formats: readonly string[];
  /** Where others reach the gateway; undefined: where this client has. */
  publicUrl: string | undefined;
  /** Refuses values that are none of the saved query's parameters. */
  checkParameters: (
    name: string,
    parameters: QueryShare["parameters"],
    context: GatewayContext,
  ) => Promise<void>;
}

/** What a share costs besides its use. */
const shareCost = 20;

/**
 * `POST /saved-queries/NAME/shares` with `{"format": "csv", "days": 30}` gives an address that needs no token, once: its key
 * is not kept. `GET` lists those that there are, `DELETE /saved-queries/NAME/shares/ID` takes one back.
 */
export function registerQueryShares(app: FastifyInstance, options: QuerySharesRouteOptions): void {
  const { shares, formats, publicUrl } = options;
  const contextOf = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header("cache-control", "no-store");
    const context = options.contextOf(request, reply);
    await context.rate?.charge(shareCost);
    return context;
  };
  const shape = z.strictObject({
    format: z.enum(formats),
    days: z.int().min(1).max(longestShareDays),
    language: z.enum(languages).optional(),
    locale: z.enum(["vi", "en"]).optional(),
    parameters: z
      .record(
        z.string().max(100),
        z.union([z.string().max(1_000), z.array(z.string().max(1_000)).max(1_000)]),
      )
      .default({}),
  });
  app.post<NameParams>("/saved-queries/:name/shares", async (request, reply) => {
    const context = await contextOf(request, reply);
    const { name } = request.params;
    const parsed = shape.safeParse(request.body);
    if (!parsed.success) {
      throw badInput(
        `Expected {"format": "${formats.join("|")}", "days": 1 to ${longestShareDays}, "language"?: "vi"|"en", "locale"?: "vi"|"en", "parameters"?: {"NAME": "value"}}.`,
      );
    }
    const { format, days, language, locale, parameters } = parsed.data;
    await options.checkParameters(name, parameters, context);
    const { share, key } = await shares.share(
      name,
      { format, days, parameters },
      context.viewer,
      tokenClaimsOf(request),
    );
    const search = new URLSearchParams({
      ...(language && { language }),
      ...(locale && { locale }),
      share: key,
    });
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    const url = `${origin}/tables/${name}.${format}?${search}`;
    return reply.code(201).send({ url, ...answerOf({ ...share, state: "shared" }) });
  });
  app.get<NameParams>("/saved-queries/:name/shares", async (request, reply) => {
    const { viewer } = await contextOf(request, reply);
    return { shares: (await shares.list(request.params.name, viewer)).map(answerOf) };
  });
  app.delete<ShareParams>("/saved-queries/:name/shares/:id", async (request, reply) => {
    const { viewer } = await contextOf(request, reply);
    await shares.revoke(request.params.name, request.params.id, viewer);
    return reply.code(204).send();
  });
}

interface NameParams {
  Params: { name: string };
}

interface ShareParams {
  Params: { name: string; id: string };
}

/** A share as its maker reads it: without its key, which nobody knows any more. */
function answerOf(share: ListedShare) {
  const { id, state, format, parameters, subject, role, uses } = share;
  return {
    ...{ id, state, format, parameters, subject, role, uses },
    createdAt: share.createdAt.toISOString(),
    expiresAt: share.expiresAt.toISOString(),
    revokedAt: share.revokedAt?.toISOString() ?? null,
    lastUsedAt: share.lastUsedAt?.toISOString() ?? null,
  };
}
