import { type Client, createClient } from "graphql-ws";
import type { ToldError } from "../../api/api-error";
import type { TrustedDocument } from "../documents/trusted-document";
import type { DocumentAnswer } from "./request-document";

export interface LiveSink<Data> {
  /** A whole answer. `isBehind`: the gateway does not hear of some changes at the moment. */
  next(answer: DocumentAnswer<Data>, isBehind: boolean): void;
  /** Nothing comes for now: the socket is closed, or the gateway has ended it. */
  away(): void;
}

/** What comes over the socket. */
interface LiveResult<Data> {
  live?: Data | null;
}

/** Before the socket of a page that shows nothing live any more is closed, in milliseconds. */
const lingerMs = 5_000;

/** One socket for all that a page shows, as who is signed in. */
let held: { token: string | undefined; client: Client } | undefined;

function clientOf(token: string | undefined): Client {
  if (held && held.token === token) return held.client;
  void held?.client.dispose();
  const url = new URL("/graphql", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const client = createClient({
    url: url.href,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    lazyCloseTimeout: lingerMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  held = { token, client };
  return client;
}

/** Has a document's answers come whenever they change, until the function that it gives is called. */
export function followLive<Data, Variables extends Record<string, unknown>>(
  { liveId }: Pick<TrustedDocument<Data, never>, "liveId">,
  variables: Variables,
  token: string | undefined,
  { next, away }: LiveSink<Data>,
): () => void {
  const client = clientOf(token);
  const forget = client.on("closed", away);
  // The protocol wants a text; the gateway goes by the hash.
  const payload = { query: "", documentId: liveId, variables };
  const leave = client.subscribe<LiveResult<Data>, Record<string, unknown>>(payload, {
    next({ data, errors = [], extensions }) {
      const live = data?.live;
      if (live === undefined || live === null) return away();
      next({ data: live, errors: errors.map(told) }, isBehind(extensions));
    },
    error: away,
    complete: away,
  });
  return () => {
    forget();
    leave();
  };
}

function isBehind(extensions: Record<string, unknown> | undefined): boolean {
  const { live } = extensions ?? {};
  return typeof live === "object" && live !== null && Reflect.get(live, "isBehind") === true;
}

/** With the path that it has in the query. */
function told({
  message,
  path,
  extensions,
}: {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?: unknown;
}): ToldError {
  return {
    message,
    ...(path && { path: path.slice(1) }),
    ...(extensions !== undefined && { extensions: extensions as NonNullable<ToldError["extensions"]> }),
  };
}
