import { Agent, request } from "undici";

/*
 * Clients of the live bench, in a process of their own: what they cost is not the gateway's. Told `{ url, query, count,
 * isPolling }`, each holds a live query by server-sent events, or polls the query each second, and tells when an answer came.
 */

export interface ClientsTold {
  url: string;
  authorization: string;
  query: string;
  count: number;
  isPolling: boolean;
}

/** When the answer of this number was there for all clients, as Date.now() tells it: the first is 1. */
export interface AllHave {
  answer: number;
  at: number;
}

const agent = new Agent({ connections: 4_000, headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
const have: number[] = [];

/** Of these clients so many have their n-th answer. */
function tell(answer: number, count: number): void {
  have[answer] = (have[answer] ?? 0) + 1;
  if (have[answer] === count) process.send?.({ answer, at: Date.now() } satisfies AllHave);
}

async function hold({ url, authorization, query, count }: ClientsTold): Promise<void> {
  const { statusCode, body } = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization, accept: "text/event-stream" },
    body: JSON.stringify({ query: `subscription { live ${query} }` }),
    dispatcher: agent,
  });
  if (statusCode !== 200) throw new Error(`Expected events; status ${statusCode}: ${await body.text()}`);
  let [answers, text] = [0, ""];
  for await (const piece of body) {
    text += piece.toString("latin1");
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) if (block.startsWith("event: next")) tell(++answers, count);
  }
}

async function poll({ url, authorization, query, count }: ClientsTold): Promise<void> {
  for (let answers = 1; ; answers++) {
    const { statusCode, body } = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query }),
      dispatcher: agent,
    });
    await body.dump({ limit: 16 * 1024 * 1024 });
    if (statusCode !== 200) throw new Error(`Expected an answer; status ${statusCode}.`);
    tell(answers, count);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

process.on("message", async (told: ClientsTold) => {
  const begin = told.isPolling ? poll : hold;
  for (let client = 0; client < told.count; client++) {
    begin(told).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
    // Not all connections in the same turn.
    if (client % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
