import { type Dispatcher, Pool } from "undici";

export interface SubgraphClientOptions {
  url: string;
  /** From the first byte sent to the last one read. */
  timeoutMs: number;
  /** Largest answer that is read. */
  maxAnswerBytes: number;
}

export interface HttpAnswer {
  status: number;
  text: string;
}

/** There was no answer in time. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/** Sends JSON to one subgraph over connections that are kept. */
export interface SubgraphClient {
  /**
   * The answer, whatever its status; a redirect is an answer like any other, and is not followed. Throws
   * when there is no connection, when the deadline passes, when the answer is too large, and the signal's
   * reason when it is aborted.
   */
  post(body: string, headers: Record<string, string>, signal?: AbortSignal): Promise<HttpAnswer>;
  /** A GET of a path at the same address. The body is not read here; it ends with the stream or after 30 s of silence. */
  get(path: string, headers: Record<string, string>): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/**
 * Connections to one subgraph. Fastify keeps an idle one for 72 s, so 30 s never meets a closing one; a server
 * that keeps them for less says so in its header Keep-Alive, and undici goes by that.
 */
const poolOptions = {
  connections: 64,
  keepAliveTimeout: 30_000,
  keepAliveMaxTimeout: 30_000,
  connect: { timeout: 2_000 },
};

export function createSubgraphClient({
  url,
  timeoutMs,
  maxAnswerBytes,
}: SubgraphClientOptions): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, poolOptions);
  return {
    async post(body, headers, signal) {
      signal?.throwIfAborted();
      const controller = new AbortController();
      const passed = () => controller.abort(new DeadlinePassed(`Expected an answer within ${timeoutMs} ms.`));
      // After a turn of the loop: when this process itself was busy, the answer may have come long ago, unread.
      const deadline = setTimeout(() => setImmediate(passed), timeoutMs);
      const abort = () => controller.abort(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      try {
        const answer = await pool.request({
          method: "POST",
          path: pathname + search,
          headers: { accept: "application/json", "content-type": "application/json", ...headers },
          body,
          signal: controller.signal,
        });
        return { status: answer.statusCode, text: await readText(answer.body, maxAnswerBytes) };
      } finally {
        clearTimeout(deadline);
        signal?.removeEventListener("abort", abort);
      }
    },
    get: (path, headers) =>
      pool.request({ method: "GET", path, headers, headersTimeout: timeoutMs, bodyTimeout: 30_000 }),
    close: () => pool.close(),
  };
}

/** Leaving the loop early destroys the body, and the connection with it: nothing more is read. */
async function readText(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`Expected an answer of at most ${maxBytes} bytes; it is longer.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString("utf8");
}
