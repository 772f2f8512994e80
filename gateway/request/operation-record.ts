import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Viewer } from "../../shared/http/identity/viewer";
import { isJsonObject, type JsonObject } from "../values/json";

/** What the request log records of a request besides method, status and time: the viewer, the operation, and how it ended. */
export interface OperationRecord extends OperationOutcome {
  subject: string | null;
  role: string;
  organization: string | null;
  /** As the client calls itself. */
  client?: string;
  clientVersion?: string;
  /** What it asks with, e.g. `@apollo/client 4.3.8`. */
  library?: string;
  /** Name of the saved query that a table was asked for by, and id of the share of it. */
  savedQuery?: string;
  share?: string;
  /** Of a table: its file's format, and how many rows were written. */
  format?: string;
  rows?: number;
  /** Where several operations came together: each of them. What stands beside it is of all. */
  batch?: OperationOutcome[];
}

/** An operation and how it ended. */
export interface OperationOutcome {
  /** The operation's name. */
  operation?: string;
  /** SHA-256 of the text, in hex: texts themselves are never logged, for they hold values. */
  hash?: string;
  /** Whether it is a trusted document. */
  trusted?: true;
  /** As reckoned before it was run. */
  cost?: number;
  /** The answer is one that was kept: nothing was fetched for it. */
  kept?: true;
  /** It was answered by the run of an equal request that came at the same time. */
  shared?: true;
  /** `OK`, or the code of the first error. */
  outcome?: string;
  /** The earliest instant that a part of the answer is as of, where a replica was read that may be behind; ISO 8601. */
  dataAsOf?: string;
  /** How many answers were sent, where they follow each other. */
  answers?: number;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Of a request for an operation. */
    operation?: OperationRecord;
  }
}

const longest = 100;

export function recordOf(
  request: Pick<FastifyRequest, "headers">,
  { subject, role, organization }: Viewer,
): OperationRecord {
  const client = headerOf(request, "apollographql-client-name") ?? headerOf(request, "graphql-client-name");
  const clientVersion =
    headerOf(request, "apollographql-client-version") ?? headerOf(request, "graphql-client-version");
  const record: OperationRecord = { subject, role, organization };
  if (client !== undefined) record.client = client;
  if (clientVersion !== undefined) record.clientVersion = clientVersion;
  return record;
}

/** Records the library that names itself in `extensions.clientLibrary`, as Apollo Client does. */
export function recordLibrary(record: OperationRecord, { clientLibrary }: JsonObject): void {
  if (!isJsonObject(clientLibrary)) return;
  const { name, version } = clientLibrary;
  const library = [name, version].flatMap((part) => (typeof part === "string" ? [part] : [])).join(" ");
  if (cleaned(library) !== "") record.library = cleaned(library);
}

/** Records an assistant by the name of its client, which each of its requests tells or none. */
export function recordAssistant(record: OperationRecord, name: unknown, version: unknown): void {
  const named = typeof name === "string" ? cleaned(name) : "";
  record.client = named === "" ? "mcp" : `mcp:${named}`;
  if (typeof version === "string" && cleaned(version) !== "") record.clientVersion = cleaned(version);
}

/** A name that a client chose, as one may read it in a log. */
export function recordedName(name: string): string {
  return cleaned(name);
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function headerOf({ headers }: Pick<FastifyRequest, "headers">, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? cleaned(value) || undefined : undefined;
}

/** What somebody wrote, as one may read it in a log: cut, and without control characters or halves of others. */
function cleaned(text: string): string {
  return text.slice(0, longest).replace(/\p{C}/gu, "").trim();
}
