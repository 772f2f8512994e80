import type { Span } from "../../shared/base/trace/span";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { RequestRate } from "../rates/register-rates";
import type { OperationOutcome, OperationRecord } from "./operation-record";
import type { RequestSignals } from "./request-signals";

/** What of a token decides for how long it holds. */
export interface HeldToken {
  claims: TokenClaims;
  /** When it ends, in milliseconds since 1970. */
  expiresAt: number;
}

/** The client on whose account an operation is recorded as used, by what it calls itself. */
export type UsingClient = Pick<OperationRecord, "client" | "clientVersion">;

/** What a request carries from HTTP to the fetches that it causes. */
export interface GatewayContext {
  viewer: Viewer;
  requestId: string;
  /** When it came, ISO 8601: the present of every subgraph that answers a part of it. */
  begunAt: string;
  /** Whether the answer describes what it cost, in `extensions.cost`. */
  describesCost?: boolean;
  /** Whose use of the schema it is; absent: nobody's, as with the gateway's own operations. */
  client?: UsingClient;
  /** What the request log records of the operation. */
  record?: OperationOutcome;
  /** Told of each fetch before it is sent: the subgraph's name, and what is sent. */
  noteFetch?: (subgraph: string, body: string) => void;
  /** The token that the viewer was found by, as it is now: one renewed on an open connection takes its place. Absent, or undefined: none. */
  token?: () => HeldToken | undefined;
  /** Told once a mutation has run. */
  changed?: () => void;
  /** What it costs is charged to; absent: nobody. */
  rate?: RequestRate | undefined;
  signals?: RequestSignals;
  /** What traces tell of the request; absent where it is not traced. */
  span?: Span | undefined;
  /** Most rows that a page of a list may have, where that is more than clients may ask for: it is a page of a table. */
  pageRows?: number;
}
