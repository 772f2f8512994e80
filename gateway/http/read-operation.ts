import type { FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { OperationRequest } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import { hashOf, recordLibrary } from "../request/operation-record";
import { requireTrusted, type TrustedOnlyRoles } from "../trusted/require-trusted";
import type { TrustedDocuments } from "../trusted/trusted-documents";
import { createPersistedQueries } from "./persisted-queries";
import type { RequestParameters } from "./read-request";

/** What a request means; an error where it is none. */
export type ReadOperation = (
  parameters: RequestParameters,
  request: Pick<FastifyRequest, "method" | "operation">,
  context: GatewayContext,
) => OperationRequest | GraphQLError;

export interface OperationReaderOptions {
  /** Absent: there are none. */
  trusted?: Pick<TrustedDocuments, "textOf">;
  /** Roles that may ask for those alone. */
  trustedOnly?: TrustedOnlyRoles;
}

export function createOperationReader({
  trusted,
  trustedOnly = new Set(),
}: OperationReaderOptions): ReadOperation {
  const persisted = createPersistedQueries(trusted);
  return (parameters, { method, operation: requestRecord }, { viewer, record }) => {
    const { operationName, variables, extensions } = parameters;
    if (requestRecord) recordLibrary(requestRecord, extensions);
    let query: string | undefined;
    try {
      const { text, isTrusted } = persisted.textOf(parameters, requestRecord?.client);
      query = text;
      requireTrusted(trustedOnly, viewer.role, isTrusted);
      return { query, operationName, variables, isTrusted, mayChange: method === "POST" };
    } catch (error) {
      if (record && query !== undefined) record.hash = hashOf(query);
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  };
}
