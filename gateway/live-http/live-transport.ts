import type { FastifyReply, FastifyRequest } from "fastify";
import type { TokenVerifier } from "../../shared/http/identity/token-verifier";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { ConnectionLimits } from "../config/connection-limits";
import type { ReadOperation } from "../http/read-operation";
import type { Client } from "../rates/client-rates";
import type { GatewayContext } from "../request/context";
import type { BeginOperation } from "./begin-operation";
import type { Heartbeat } from "./heartbeat";
import type { LiveConnections } from "./live-connections";

/** What all ways have in common by which live queries go out. */
export interface LiveTransport {
  begin: BeginOperation;
  readOperation: ReadOperation;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  connections: LiveConnections;
  /** Absent where identity is switched off. */
  tokens: TokenVerifier | undefined;
  heartbeat: Heartbeat;
  formatError: ErrorFormatter;
  limits: ConnectionLimits;
}

/** Whom a connection counts for: whoever is charged for what it asks. */
export function clientOf(request: FastifyRequest): string {
  const { client } = request;
  return client ? keyOf(client) : request.ip;
}

export function keyOf({ role, key }: Client): string {
  return `${role} ${key}`;
}

/** The token that a request was let in by. */
export function tokenOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization?.replace(/^Bearer +/i, "").trim();
}
