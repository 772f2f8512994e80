import { fork } from "node:child_process";
import { once } from "node:events";
import { Pool } from "undici";
import { fromRoot } from "../../../shared/base/project/project-root";
import type { Background, BackgroundMessage } from "./ask-background";
import { askGraph } from "./ask-graph";
import type { Flood } from "./floods";

export interface FloodEffect extends Background {
  /** What the flooder was answered, by status. */
  flooded: Map<number, number>;
}

const localAddress = "127.0.0.3";

/** What those who ask for wards notice of a flood, or of nothing. `token`: an analyst's. */
export async function askDuringFlood(
  origin: string,
  flood: Flood | undefined,
  seconds: number,
  token: string,
): Promise<FloodEffect> {
  const main = fromRoot("dist", "test", "bench", "flood", "ask-background.js");
  const background = fork(main, [origin, String(seconds)]);
  const ended = once(background, "exit");
  const end = new AbortController();
  let flooding: Promise<Map<number, number>> | undefined;
  let noticed: Background | undefined;
  background.on("message", (message: BackgroundMessage) => {
    if (message !== "begun") {
      noticed = message;
      end.abort();
    } else if (flood) flooding = startFlood(origin, flood, end.signal, token);
  });
  await ended;
  end.abort();
  const flooded = (await flooding) ?? new Map<number, number>();
  if (!noticed) throw new Error("Expected the process that asks for wards to tell what it noticed.");
  return { ...noticed, flooded };
}

async function startFlood(origin: string, flood: Flood, signal: AbortSignal, token: string) {
  const pool = new Pool(origin, { connections: flood.connections, localAddress });
  const headers: Record<string, string> = flood.isAnalyst ? { authorization: `Bearer ${token}` } : {};
  const statuses = new Map<number, number>();
  let asked = 0;
  const client = async () => {
    while (!signal.aborted) {
      const query = flood.query(asked++);
      const answer = await askGraph(pool, { query }, headers, signal).catch(() => undefined);
      const status = answer?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: flood.connections }, client));
  await pool.destroy();
  return statuses;
}
