import { Agent, request } from "undici";

/*
 * Clients of the soak of live queries, in a process of their own. Told `{ url, authorization, query, count }`, each holds a live
 * query by server-sent events; told "report", this process tells what they have.
 */

export interface SoakTold {
  url: string;
  authorization: string;
  query: string;
  count: number;
}

export interface SoakReport {
  /** Answers of all clients together. */
  answers: number;
  /** Answers with a smaller population of the ward than one that the same client had before. */
  backwards: number;
  /** The last answers that clients have, each once. */
  last: string[];
  /** Clients that have an answer. */
  clients: number;
}

const agent = new Agent({ connections: 1_000, headersTimeout: 0, bodyTimeout: 0 });
const last = new Map<number, string>();
let [answers, backwards] = [0, 0];

/** Each fourth change adds one to it. */
const populationOf = (answer: string) =>
  Number(/"code":"00004"[^{}]*?"population":(\d+)/.exec(answer)?.[1] ?? Number.NaN);

function take(client: number, answer: string): void {
  const before = last.get(client);
  if (before !== undefined && !(populationOf(answer) >= populationOf(before))) backwards++;
  last.set(client, answer);
  answers++;
}

async function hold(client: number, { url, authorization, query }: SoakTold): Promise<void> {
  const { statusCode, body } = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization, accept: "text/event-stream" },
    body: JSON.stringify({ query: `subscription { live ${query} }` }),
    dispatcher: agent,
  });
  if (statusCode !== 200) throw new Error(`Expected events; status ${statusCode}: ${await body.text()}`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^event: next\ndata: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) take(client, data);
    }
  }
}

process.on("message", async (told: SoakTold | "report") => {
  if (told === "report") {
    const report = { answers, backwards, last: [...new Set(last.values())], clients: last.size };
    process.send?.(report satisfies SoakReport);
    return;
  }
  for (let client = 0; client < told.count; client++) {
    hold(client, told).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  }
});
