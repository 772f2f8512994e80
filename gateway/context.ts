import type { Viewer } from "../shared/identity/viewer";
import type { RequestSignals } from "./door/request-signals";

/** What a request carries from the door to the fetches that it causes. */
export interface GatewayContext {
  viewer: Viewer;
  requestId: string;
  /** When it came, ISO 8601: the present of every subgraph that it asks. */
  begunAt: string;
  /** Whether the answer tells what it cost, in `extensions.cost`. */
  tellsCost?: boolean;
  signals?: RequestSignals;
}
