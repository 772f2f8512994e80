import { Pool } from "undici";

export interface Load {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** Bytes of one answer. */
  bytes: number;
  failures: number;
}

/**
 * Asks again and again over this many connections, for a time in milliseconds: the same, or each time another query, or one
 * with other variables. `more` are headers besides; what is compressed is read and left so.
 */
export async function load(
  url: string,
  query: string | (() => string),
  connections: number,
  forMs: number,
  more: Record<string, string> = {},
  variablesOf?: () => Record<string, unknown>,
): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  const same = JSON.stringify({ query });
  const textOf = typeof query === "string" ? () => query : query;
  const isSame = typeof query === "string" && !variablesOf;
  const bodyOf = isSame ? () => same : () => JSON.stringify({ query: textOf(), variables: variablesOf?.() });
  const headers = {
    ...{ "content-type": "application/json", accept: "application/graphql-response+json" },
    ...more,
  };
  const times: number[] = [];
  let [bytes, failures] = [0, 0];
  const start = performance.now();
  const client = async () => {
    while (performance.now() - start < forMs) {
      const body = bodyOf();
      const sent = performance.now();
      const answer = await pool.request({ method: "POST", path: pathname, headers, body });
      const text = await answer.body.text();
      times.push(performance.now() - sent);
      bytes = text.length;
      if (answer.statusCode !== 200 || text.includes('"errors"')) failures++;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    bytes,
    failures,
  };
}
