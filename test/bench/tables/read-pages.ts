import type { RunningGraph } from "../../support/processes/running-graph";

interface Page {
  data?: { dossiers: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
}

/** The same rows by pages of 200 at /graphql, one after the other, as a client without tables reads them. */
export async function readPages(
  { origin }: RunningGraph,
  token: string,
  fields: string,
  rows: number,
): Promise<{ seconds: number; bytes: number }> {
  const query = `query($after: String) { dossiers(first: 200, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
  const begun = performance.now();
  let after: string | null = null;
  let bytes = 0;
  for (let read = 0; read < rows; ) {
    const answer: Response = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { after } }),
    });
    const text = await answer.text();
    bytes += text.length;
    const { data }: Page = JSON.parse(text);
    if (!data) throw new Error(`Expected a page; got ${text.slice(0, 300)}`);
    read += data.dossiers.nodes.length;
    after = data.dossiers.pageInfo.endCursor;
    if (!data.dossiers.pageInfo.hasNextPage) break;
  }
  return { seconds: (performance.now() - begun) / 1000, bytes };
}
