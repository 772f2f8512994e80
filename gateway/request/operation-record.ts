import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Viewer } from "../../shared/http/identity/viewer";

/** What the request log records of an operation besides method, status and time: the viewer, the operation, and how it ended. */
export interface OperationRecord {
  subject: string | null;
  role: string;
  organization: string | null;
  /** As the client calls itself. */
  client?: string;
  clientVersion?: string;
  /** The operation's name. */
  operation?: string;
  /** SHA-256 of the text, in hex: texts themselves are never logged, for they hold values. */
  hash?: string;
  /** As reckoned before it was run. */
  cost?: number;
  /** `OK`, or the code of the first error. */
  outcome?: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Of a request for an operation. */
    operation?: OperationRecord;
  }
}

const longest = 100;

export function recordOf(request: FastifyRequest, { subject, role, organization }: Viewer): OperationRecord {
  const client = headerOf(request, "apollographql-client-name") ?? headerOf(request, "graphql-client-name");
  const clientVersion =
    headerOf(request, "apollographql-client-version") ?? headerOf(request, "graphql-client-version");
  const record: OperationRecord = { subject, role, organization };
  if (client !== undefined) record.client = client;
  if (clientVersion !== undefined) record.clientVersion = clientVersion;
  return record;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value.slice(0, longest) : undefined;
}
