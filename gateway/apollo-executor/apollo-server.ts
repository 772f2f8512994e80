import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "../../shared/base/log/logger";
import { statusOfCode } from "../../shared/http/server/apollo";
import type { GatewayConfig } from "../config/config";
import { defaultLimits } from "../cost/limits";
import type { OpenGraph } from "../graph/open-graph";
import type { SupergraphManager } from "../graph/supergraph-manager";
import type { GatewayContext } from "../request/context";
import { createApolloGateway } from "./apollo-gateway";
import { createDocumentStore } from "./document-store";
import { createApolloErrorFormatter } from "./format-apollo-error";
import { reportInvalidValues } from "./report-invalid-values";
import { requireOperation } from "./require-operation";
import { statusForJson } from "./status-for-json";

/** Apollo Server over Apollo's gateway, in the pipeline's place: `GATEWAY_EXECUTOR=apollo`. */
export async function createApolloExecutorServer(
  supergraphs: SupergraphManager<OpenGraph>,
  limits: GatewayConfig["GATEWAY_LIMITS"],
  log: Logger,
): Promise<ApolloServer<GatewayContext>> {
  const { maxTokens, maxSelections } = defaultLimits;
  return new ApolloServer<GatewayContext>({
    gateway: await createApolloGateway(supergraphs, log),
    logger: log,
    // The schema is public, so "Did you mean …?" shows nothing that introspection does not.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    cache: "bounded",
    // A GET needs no header that is asked about first: see gateway/http/read-request.ts.
    csrfPrevention: false,
    documentStore: createDocumentStore(),
    ...(limits === "on" && { parseOptions: { maxTokens }, maxRecursiveSelections: maxSelections }),
    formatError: createApolloErrorFormatter(log),
    stopOnTerminationSignals: false,
    plugins: [
      statusOfCode,
      requireOperation,
      reportInvalidValues(log),
      statusForJson,
      ApolloServerPluginLandingPageDisabled(),
      // With APOLLO_KEY among the variables, both would send our queries and schema to Apollo.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
}
