import type { Readable } from "node:stream";
import { type Dispatcher, Pool } from "undici";
import type { Cancellation } from "../request/cancellation";
import { Exchange, type ExchangeLimits, type HttpAnswer } from "./exchange";
import { notSent } from "./not-sent";
import { defaultConnector, type SubgraphConnector } from "./subgraph-connector";

export interface SubgraphClientOptions extends ExchangeLimits {
  url: string;
  /** By what Node.js trusts where none is given. */
  connect?: SubgraphConnector | undefined;
}

/** Names and values in turn: an object of them would be made, spread and taken apart again for each request. */
export type HeaderList = readonly string[];

/** Sends JSON to one subgraph over persistent connections. */
export interface SubgraphClient {
  /**
   * The answer, whatever its status; a redirect is an answer like any other, and is not followed. Throws
   * when there is no connection, when the deadline passes, when the answer is too large, and the reason
   * of the cancellation.
   */
  post(body: string, headers: HeaderList, cancellation?: Cancellation): Promise<HttpAnswer>;
  /** A GET of a path at the same address, for a short answer. Throws as `post` does, and when it takes longer than that. */
  read(path: string, headers: HeaderList, timeoutMs: number): Promise<HttpAnswer>;
  /** A GET of a path at the same address. The body is not read here; it ends with the stream or after 30 s of silence. */
  get(path: string, headers: Record<string, string>): Promise<Dispatcher.ResponseData>;
  /** A POST of bytes as they come, to a path at the same address; once, whatever becomes of it. */
  upload(
    path: string,
    headers: Record<string, string>,
    body: Readable,
    timeoutMs: number,
  ): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
  /** Called when it leaves a server that says that it stops: another will answer at this address. */
  onLeave: () => void;
}

/**
 * Connections to one subgraph. Fastify keeps an idle one for 72 s, so 30 s never meets a closing one; a server
 * that keeps them for less says so in its header Keep-Alive, and undici goes by that.
 */
const poolOptions = {
  connections: 64,
  keepAliveTimeout: 30_000,
  keepAliveMaxTimeout: 30_000,
};

export function createSubgraphClient({
  url,
  connect = defaultConnector,
  ...limits
}: SubgraphClientOptions): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const common = ["accept", "application/json", "content-type", "application/json"];
  const leaving = new Set<Promise<void>>();
  /** A server that stops ends idle connections, too, when a request may be on its way: they are left before. */
  const leave = (left: Pool) => {
    if (left !== current.pool) return;
    current = open();
    const closed = left.close().finally(() => leaving.delete(closed));
    leaving.add(closed);
    client.onLeave();
  };
  const open = () => {
    const pool = new Pool(origin, { ...poolOptions, connect });
    return { pool, goodbye: () => leave(pool) };
  };
  let current = open();
  const client: SubgraphClient = {
    onLeave: () => undefined,
    post(body, headers, cancellation) {
      if (cancellation?.reason) return Promise.reject(notSent(cancellation.reason));
      const { pool, goodbye } = current;
      const exchange = new Exchange(limits, cancellation, goodbye);
      // No time limits of undici's own: the exchange has one over all of it.
      const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 };
      pool.dispatch(
        { method: "POST", path, body, headers: [...common, ...headers], ...noTimeouts },
        exchange,
      );
      return exchange.answer;
    },
    read(path, headers, timeoutMs) {
      const { pool, goodbye } = current;
      const exchange = new Exchange({ ...limits, timeoutMs }, undefined, goodbye);
      pool.dispatch(
        { method: "GET", path, headers: [...headers], headersTimeout: 0, bodyTimeout: 0 },
        exchange,
      );
      return exchange.answer;
    },
    get: (path, headers) =>
      current.pool.request({
        method: "GET",
        path,
        headers,
        headersTimeout: limits.timeoutMs,
        bodyTimeout: 30_000,
      }),
    upload: (path, headers, body, timeoutMs) =>
      current.pool.request({
        method: "POST",
        ...{ path, headers, body },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      }),
    async close() {
      await Promise.all([current.pool.close(), ...leaving]);
    },
  };
  return client;
}
