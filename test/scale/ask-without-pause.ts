import { Agent, request } from "undici";
import { percentile } from "../bench/support/measure";

export interface AskedWithoutPause {
  /** Answers in a second. */
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

export interface AskingWithoutPause {
  /** Each asked as often as the others. */
  urls: readonly string[];
  /** How many ask at a time; each asks again as soon as it has its answer. */
  clients: number;
  seconds: number;
  body(number: number): string;
}

/** Clients that ask one after the other, for some seconds. */
export async function askWithoutPause({
  urls,
  clients,
  seconds,
  body,
}: AskingWithoutPause): Promise<AskedWithoutPause> {
  const agent = new Agent({ connections: clients });
  const until = performance.now() + seconds * 1_000;
  const times: number[] = [];
  let [asked, failed] = [0, 0];
  const ask = async (client: number) => {
    const url = urls[client % urls.length] ?? "";
    while (performance.now() < until) {
      const begun = performance.now();
      const headers = { "content-type": "application/json" };
      const text = await request(url, { method: "POST", headers, body: body(asked++), dispatcher: agent })
        .then((answer) => answer.body.text())
        .catch((error: unknown) => `"errors": ${error}`);
      if (text.includes('"errors"')) failed += 1;
      else times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => ask(client)));
  await agent.destroy();
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    failed,
  };
}
