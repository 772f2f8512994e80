import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { statusOfCode } from "../../shared/http/apollo";
import type { Logger } from "../../shared/log/logger";
import type { GatewayConfig } from "../config";
import type { GatewayContext } from "../context";
import type { LivingGraph } from "../graph/living-graph";
import type { OpenGraph } from "../graph/open-graph";
import { defaultLimits } from "../pipeline/limits";
import { createDocumentStore } from "./document-store";
import { createStockErrorFormatter } from "./format-stock-error";
import { reportInvalidValues } from "./report-invalid-values";
import { requireOperation } from "./require-operation";
import { statusForJson } from "./status-for-json";
import { createStockGateway } from "./stock-gateway";

/** Apollo Server over Apollo's gateway, in the pipeline's place: `GATEWAY_EXECUTOR=stock`. */
export async function createStockServer(
  living: LivingGraph<OpenGraph>,
  limits: GatewayConfig["GATEWAY_LIMITS"],
  log: Logger,
): Promise<ApolloServer<GatewayContext>> {
  const { maxTokens, maxSelections } = defaultLimits;
  return new ApolloServer<GatewayContext>({
    gateway: await createStockGateway(living, log),
    logger: log,
    // The schema is public, so "Did you mean …?" tells nothing that introspection does not.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    cache: "bounded",
    documentStore: createDocumentStore(),
    ...(limits === "on" && { parseOptions: { maxTokens }, maxRecursiveSelections: maxSelections }),
    formatError: createStockErrorFormatter(log),
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
