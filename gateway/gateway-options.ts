import type { Metrics } from "../shared/base/metrics/metrics";
import type { Tracing } from "../shared/base/trace/span";
import type { SigningKeys } from "../shared/http/identity/signing-keys";
import type { TokenVerifier } from "../shared/http/identity/token-verifier";
import type { GatewayConfig } from "./config/config";
import type { PreparedGraph, ServedGraphOptions } from "./graph/served-graph";
import type { LiveQueries } from "./live/live-queries";
import type { OpenLiveQueries } from "./live/open-live-queries";
import type { PublishedTogether } from "./published-schemas";
import type { RegistrySchema } from "./schema-registry/composing/composition";

/** What a gateway is started with: its configuration, its graph, and what the process gives it. */
export interface GatewayOptions extends ServedGraphOptions {
  config: ServedGraphOptions["config"] &
    Pick<
      GatewayConfig,
      | "BODY_LIMIT"
      | "FRESHNESS_INTERVAL_MS"
      | "CLIENT_TIMEOUT_MS"
      | "CORS_ORIGINS"
      | "GATEWAY_EXECUTOR"
      | "GATEWAY_PORT"
      | "HOST"
      | "SHUTDOWN_DELAY_MS"
    > &
    Partial<
      Pick<
        GatewayConfig,
        | "live"
        | "IMPORT_MAX_BYTES"
        | "SYNC_MAX_BYTES"
        | "MCP_ANSWER_BYTES"
        | "LOG_OPERATIONS_MS"
        | "METRICS_CLIENTS"
        | "TRACES_OF_CLIENTS"
        | "GATEWAY_LABELS"
        | "liveConnections"
        | "PROXIES"
        | "RATE_STORE_URL"
        | "rates"
        | "SHARE_PORT"
        | "PUBLIC_URL"
        | "RECORDED_DAYS"
        | "SCHEMA_CHECK_DAYS"
        | "sql"
        | "TABLE_RUN_DAYS"
        | "tables"
        | "TRUSTED_DOCUMENTS"
        | "TRUSTED_ONLY"
        | "WARM_UP_MS"
      >
    >;
  /** How long clients may take to end their connections when it is stopped, in milliseconds; 0 by default. */
  lingerMs?: number;
  /** Where the gateway's own database is; undefined while there is none. */
  databaseUrl?: () => string | undefined;
  /** The file that keeps the graph that was published last; absent: none is kept. */
  publishedFile?: string;
  /** The subgraphs that are there before any is published; by default those that are committed. */
  listedSchemas?: () => Promise<readonly RegistrySchema[]>;
  /** What subscriptions are answered by in the place of its own live queries. */
  live?: LiveQueries;
  /** Those of the process, which this gateway adds its own to; absent: nothing is counted. */
  metrics?: Metrics | undefined;
  /** The processes that serve another graph together with this one; absent: it is alone. */
  together?: PublishedTogether | undefined;
  /** Of the process; absent: nothing is traced. */
  tracing?: Pick<Tracing, "begin"> | undefined;
  /** Absent where identity is switched off: then everyone is the public reader. */
  tokens?: TokenVerifier;
  /** What `signer` signs by, whose public halves are served; absent: none are. */
  signingKeys?: SigningKeys;
}

/** A gateway that answers on `url` until it is stopped. */
export interface RunningGateway {
  url: string;
  /** Queries whose answers are sent again whenever they change. */
  live: OpenLiveQueries;
  /** Fulfilled once every subgraph has answered, and large texts are answered as fast as they will be. */
  ready: Promise<void>;
  /** Makes another supergraph ready to be served. Throws SupergraphRefused. */
  prepare(supergraphSdl: string): Promise<PreparedGraph>;
  /**
   * Unready at once, then no new connections, then the end of the requests in flight. Within 9.5 s, whatever the
   * configuration: what is not answered by then gets an error.
   */
  stop(): Promise<void>;
}
