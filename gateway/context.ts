import type { Viewer } from "../shared/identity/viewer";

/** What a request carries from the door to the fetches that it causes. */
export interface GatewayContext {
  viewer: Viewer;
  requestId: string;
}
