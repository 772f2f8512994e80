import type { RunningGraph } from "../../support/processes/running-graph";

/** A table as it came. */
export interface Downloaded {
  seconds: number;
  /** Until the first byte. */
  firstMs: number;
  bytes: number;
  /** Of a text. */
  lines: number;
}

/** Asks for a table and reads it to its end, keeping nothing. Throws where it is not whole. */
export async function download(
  { origin }: RunningGraph,
  token: string,
  body: object,
  signal?: AbortSignal,
): Promise<Downloaded> {
  const begun = performance.now();
  const answer = await fetch(`${origin}/tables`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  if (!answer.ok || !answer.body)
    throw new Error(`Expected a table; got ${answer.status} ${await answer.text()}`);
  let [firstMs, bytes, lines] = [0, 0, 0];
  for await (const chunk of answer.body) {
    if (bytes === 0) firstMs = performance.now() - begun;
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return { seconds: (performance.now() - begun) / 1000, firstMs, bytes, lines };
}
