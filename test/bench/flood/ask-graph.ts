import type { Pool } from "undici";

const longestMs = 30_000;

/** Asks over one of a pool's connections; rejects when there is no answer. */
export async function askGraph(
  pool: Pool,
  body: { query: string },
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<{ status: number; text: string }> {
  const answer = await pool.request({
    ...{ method: "POST", path: "/graphql", body: JSON.stringify(body), headersTimeout: longestMs },
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...headers,
    },
    ...(signal && { signal }),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

/** The codes of all wards and communes. */
export async function wardsOf(pool: Pool): Promise<string[]> {
  const { text } = await askGraph(pool, { query: "{ administrativeUnits(first: 126) { nodes { code } } }" });
  const { data }: { data: { administrativeUnits: { nodes: { code: string }[] } } } = JSON.parse(text);
  return data.administrativeUnits.nodes.map(({ code }) => code);
}
