import { randomBytes } from "node:crypto";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Viewer } from "../../shared/http/identity/viewer";
import { forSomebodyElse, holdIdentity, isSameViewer } from "./held-identity";
import type { LiveTransport } from "./live-transport";
import { createSharedStream, type SharedStream } from "./shared-stream";

/** Streams of events that many operations share, by the tokens of their reservations. */
export interface SharedStreams {
  /**
   * Reserves one for a client with this bearer's token, and gives the token of the stream. Throws as LiveConnections.open.
   */
  reserve(client: string, bearer: string | undefined): Promise<string>;
  has(token: string): boolean;
  /** Throws NOT_FOUND where there is none, and, where the viewer is given, FORBIDDEN for another's. */
  get(token: string | undefined, viewer?: Viewer): SharedStream;
  /** Its stream has closed. */
  remove(token: string): void;
}

export function createSharedStreams({
  connections,
  tokens,
  limits,
}: Pick<LiveTransport, "connections" | "tokens" | "limits">): SharedStreams {
  const byToken = new Map<string, { connection: SharedStream; released: () => void }>();
  const remove = (token: string) => {
    const found = byToken.get(token);
    if (!found) return;
    byToken.delete(token);
    found.released();
    found.connection.close();
  };
  return {
    async reserve(client, bearer) {
      const token = randomBytes(24).toString("base64url");
      // A stream that ends without a word is opened again.
      const closed = connections.open(client, () => remove(token));
      const identity = await holdIdentity(tokens, bearer).catch((error: unknown) => {
        closed();
        throw error;
      });
      const connection = createSharedStream(identity, limits.operationsOfConnection);
      const lapse = setTimeout(() => {
        if (!connection.isOpen) remove(token);
      }, limits.initMs).unref();
      const released = () => {
        clearTimeout(lapse);
        closed();
      };
      byToken.set(token, { connection, released });
      return token;
    },
    has: (token) => byToken.has(token),
    get(token, viewer) {
      const found = token === undefined ? undefined : byToken.get(token)?.connection;
      if (!found) {
        const message =
          "Expected the token of an open stream or of a reservation, which PUT makes; there is none.";
        throw new GraphError("NOT_FOUND", message);
      }
      if (viewer && !isSameViewer(found.identity.viewer, viewer)) throw forSomebodyElse();
      return found;
    },
    remove,
  };
}
