import { Pool } from "undici";

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

/** Sends JSON to one subgraph over connections that are kept. */
export interface SubgraphClient {
  /**
   * The answer, whatever its status; a redirect is an answer like any other, and is not followed. Throws
   * when there is no connection, when the deadline passes and when the answer is too large.
   */
  post(body: string, headers: Record<string, string>): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Connections to one subgraph. Fastify keeps an idle one for 72 s, so 30 s never meets a closing one. */
const poolOptions = { connections: 64, keepAliveTimeout: 30_000, connect: { timeout: 2_000 } };

export function createSubgraphClient({
  url,
  timeoutMs,
  maxAnswerBytes,
}: SubgraphClientOptions): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, poolOptions);
  return {
    async post(body, headers) {
      const answer = await pool.request({
        method: "POST",
        path: pathname + search,
        headers: { accept: "application/json", "content-type": "application/json", ...headers },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: answer.statusCode, text: await readText(answer.body, maxAnswerBytes) };
    },
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
