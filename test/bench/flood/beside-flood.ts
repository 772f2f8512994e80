import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import type { Flood } from "./floods";

export interface Beside {
  samples: number;
  failures: number;
  p50: number;
  p99: number;
  /** What the flooder was answered, by status. */
  flooded: Map<number, number>;
}

/** Each has an address of its own, as clients of different places have. */
const [backgroundAddress, floodAddress] = ["127.0.0.2", "127.0.0.3"];
const perSecond = 20;
const longestMs = 30_000;

/**
 * Asks for wards, 20 a second whether the last has been answered or not, beside a flood or beside nothing. Times are from
 * when a request was due.
 */
export async function askBesideFlood(
  origin: string,
  wards: readonly string[],
  flood: Flood | undefined,
  seconds: number,
  token: string,
): Promise<Beside> {
  const background = new Pool(origin, { connections: 64, localAddress: backgroundAddress });
  const wardOf = (asked: number) => wards[asked % wards.length] ?? "";
  const times: number[] = [];
  let failures = 0;
  const askWard = async (asked: number, due: number) => {
    const query = `{ administrativeUnit(code: "${wardOf(asked)}") { name dossierStats { received } taskStats { overdue } } }`;
    const answer = await ask(background, { query }).catch(() => undefined);
    times.push(performance.now() - due);
    if (answer?.status !== 200 || answer.text.includes('"errors"')) failures++;
  };
  // Known before: the flood meets a gateway at work.
  for (let asked = 0; asked < 40; asked++) await askWard(asked, performance.now());
  [times.length, failures] = [0, 0];

  const end = new AbortController();
  const flooding = flood ? startFlood(origin, flood, end.signal, token) : undefined;
  const asking: Promise<void>[] = [];
  const start = performance.now();
  for (let asked = 0; asked < seconds * perSecond; asked++) {
    const due = start + (asked * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    asking.push(askWard(asked, due));
  }
  await Promise.all(asking);
  end.abort();
  const flooded = (await flooding) ?? new Map<number, number>();
  await background.destroy();
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
  return { samples: times.length, failures, p50: at(0.5), p99: at(0.99), flooded };
}

async function startFlood(origin: string, flood: Flood, signal: AbortSignal, token: string) {
  const pool = new Pool(origin, { connections: flood.connections, localAddress: floodAddress });
  const headers = flood.isAnalyst ? { authorization: `Bearer ${token}` } : {};
  const statuses = new Map<number, number>();
  let asked = 0;
  const client = async () => {
    while (!signal.aborted) {
      const answer = await ask(pool, { query: flood.query(asked++) }, headers, signal).catch(() => undefined);
      const status = answer?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: flood.connections }, client));
  await pool.destroy();
  return statuses;
}

async function ask(pool: Pool, body: { query: string }, headers = {}, signal?: AbortSignal) {
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
