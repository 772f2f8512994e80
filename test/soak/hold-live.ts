import { Agent, request } from "undici";

/** Clients that hold live queries. */
export interface LiveClients {
  /** Answers that came to all of them. */
  answers(): number;
  /** Each end of a stream that nobody here asked for, and each answer with errors, in words. */
  failures: string[];
  leave(): Promise<void>;
}

/** Begins as many live queries as there are queries, by server-sent events. */
export function holdLive(url: string, authorization: string, queries: readonly string[]): LiveClients {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const leaving = new AbortController();
  const failures: string[] = [];
  let answers = 0;
  const hold = async (query: string) => {
    const { statusCode, body } = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream", authorization },
      body: JSON.stringify({ query }),
      dispatcher: agent,
      signal: leaving.signal,
    });
    if (statusCode !== 200) throw new Error(`status ${statusCode}: ${(await body.text()).slice(0, 200)}`);
    let text = "";
    for await (const piece of body.setEncoding("utf8")) {
      text += piece;
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        if (!block.startsWith("event: next")) continue;
        answers += 1;
        if (block.includes('"errors"')) failures.push(`live: ${block.slice(0, 300)}`);
      }
    }
    throw new Error("the stream ended");
  };
  for (const query of queries) {
    hold(query).catch((error: unknown) => {
      if (!leaving.signal.aborted) failures.push(`live: ${error instanceof Error ? error.message : error}`);
    });
  }
  return {
    answers: () => answers,
    failures,
    async leave() {
      leaving.abort();
      await agent.destroy();
    },
  };
}
