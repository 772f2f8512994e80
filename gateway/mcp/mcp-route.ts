import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import { lazily } from "../../shared/base/function/lazily";
import type { Logger } from "../../shared/base/log/logger";
import { answerErrorAs } from "../../shared/http/server/answer-error";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { defaultAnswerBytes } from "../config/config";
import { badRequest } from "../http/read-request";
import type { GatewayContext } from "../request/context";
import { recordAssistant, recordedName } from "../request/operation-record";
import { abortWithClient } from "../table-http/client-abort";
import { requireTrusted, type TrustedOnlyRoles } from "../trusted/require-trusted";
import { isJsonObject } from "../values/json";
import { jsonRpcError } from "./mcp-errors";
import { requireOrigin } from "./require-origin";
import type { AssistantGraph } from "./tools/tool-call";

export interface McpRouteOptions {
  /** The graph that new requests are answered from. */
  graph: () => AssistantGraph;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  /** Origins of pages that may ask; `*` names none. */
  origins: readonly string[];
  /** Roles that may ask for trusted documents alone. */
  trustedOnly?: TrustedOnlyRoles;
  /** The longest answer of a tool, in bytes of JSON. */
  maxBytes?: number | undefined;
  log: Logger;
}

const unreadable = 'Expected a JSON-RPC message such as {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}.';

/** Finding what to do, and a server for it: about as long as so many objects take. */
const requestCost = 20;

/**
 * Answers assistants at `/mcp` by the Model Context Protocol over Streamable HTTP. There are no sessions: GET and DELETE,
 * which older revisions have for them, are 405.
 * See https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
 */
export function registerMcp(app: FastifyInstance, options: McpRouteOptions): void {
  const { graph, contextOf, formatError, origins, trustedOnly = new Set(), log } = options;
  const { maxBytes = defaultAnswerBytes } = options;
  // With the SDK: loading it takes a third of a second, and many gateways never meet an assistant.
  const serving = lazily(() => {
    const { serveMcp }: typeof import("./serve-mcp") = require("./serve-mcp");
    return serveMcp(log);
  });
  app.post(
    "/mcp",
    {
      errorHandler: (error, request, reply) =>
        answerErrorAs(error, request, reply, (message, { code, ...more }) =>
          jsonRpcError(code, code === "INVALID_JSON" ? unreadable : message, idOf(request.body), more),
        ),
      onRequest: (request, _reply, done) => {
        requireOrigin(request.headers.origin, origins);
        done();
      },
    },
    async (request, reply) => {
      const context = contextOf(request, reply);
      const { body } = request;
      recordCall(request, body);
      requireOneMessage(body);
      await context.rate?.charge(requestCost);
      // When the time is up, what was asked of the graph says so itself.
      const { signal } = abortWithClient(reply);
      const call = {
        ...{ graph: graph(), context, formatError, maxBytes, signal },
        requireOpenTexts: () => requireTrusted(trustedOnly, context.viewer.role, false),
      };
      const answer = await serving().answer(toWebRequest(request, signal), body, call);
      request.isRefused = context.record !== undefined && context.record.outcome !== "OK";
      return send(reply, answer);
    },
  );
}

/** In the request log: which client calls which tool, or what else it asks. */
function recordCall({ operation: record }: FastifyRequest, body: unknown): void {
  if (!record || !isJsonObject(body)) return;
  const { method } = body;
  const params = isJsonObject(body.params) ? body.params : {};
  const meta = isJsonObject(params._meta) ? params._meta : {};
  const given = meta["io.modelcontextprotocol/clientInfo"] ?? params.clientInfo;
  const client = isJsonObject(given) ? given : {};
  recordAssistant(record, client.name, client.version);
  const isCall = method === "tools/call" && typeof params.name === "string";
  if (typeof method === "string") record.operation = recordedName(isCall ? String(params.name) : method);
  // A tool says how it ended; arguments that do not fit never get to one.
  record.outcome = isCall ? "BAD_USER_INPUT" : "OK";
}

/** Lists of messages were taken out of the protocol in 2025-06-18: one request would be as many as fit in a body. */
function requireOneMessage(body: unknown): void {
  if (Array.isArray(body)) throw badRequest("Expected one JSON-RPC message in the POST body, got a list.");
  if (!isJsonObject(body)) throw badRequest("Expected a JSON-RPC message in the POST body.");
  // A stream that is held open for changes of what is listed, which change with a release.
  if (body.method === "subscriptions/listen") {
    throw new GraphError("NOT_FOUND", "Expected a method of this server; nothing can be listened to here.");
  }
}

function idOf(body: unknown): string | number | null {
  const id = isJsonObject(body) ? body.id : undefined;
  return typeof id === "string" || typeof id === "number" ? id : null;
}

/** As the SDK takes it. The token stays here: tools know the viewer. */
function toWebRequest({ headers }: FastifyRequest, signal: AbortSignal): Request {
  const passed = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const isPassed = name === "accept" || name === "content-type" || name.startsWith("mcp-");
    if (isPassed && typeof value === "string") passed.set(name, value);
  }
  return new Request("http://gateway/mcp", { method: "POST", headers: passed, signal });
}

function send(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  reply.code(status).header("cache-control", "no-store");
  for (const [name, value] of headers) reply.header(name, value);
  if (!body) return reply.send();
  return reply.send(Readable.fromWeb(body as ReadableStream));
}
