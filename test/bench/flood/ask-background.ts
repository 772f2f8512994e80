import "../../../shared/process/check-node";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { askGraph, wardsOf } from "./ask-graph";

/** What everybody else noticed, times in milliseconds. */
export interface Background {
  samples: number;
  failures: number;
  p50: number;
  p99: number;
}

/** What this process tells: that it has begun, and in the end what came of it. */
export type BackgroundMessage = "begun" | Background;

/** Not the flooder's, as clients of different places have. */
const localAddress = "127.0.0.2";
const perSecond = 20;

/**
 * A process of its own, told an origin and for how many seconds: in that of the flooder it would wait for the flooder's
 * event loop. Asks for wards, 20 a second whether the last has been answered or not. Times are from when a request was due.
 */
async function main([origin = "", seconds = "0"]: string[]): Promise<void> {
  const pool = new Pool(origin, { connections: 64, localAddress });
  const wards = await wardsOf(pool);
  const times: number[] = [];
  let failures = 0;
  const askWard = async (asked: number, due: number) => {
    const code = wards[asked % wards.length];
    const query = `{ administrativeUnit(code: "${code}") { name dossierStats { received } taskStats { overdue } } }`;
    const answer = await askGraph(pool, { query }).catch(() => undefined);
    times.push(performance.now() - due);
    if (answer?.status !== 200 || answer.text.includes('"errors"')) failures++;
  };
  // Known before: the flood meets a gateway at work.
  for (let asked = 0; asked < 40; asked++) await askWard(asked, performance.now());
  [times.length, failures] = [0, 0];

  tell("begun");
  const asking: Promise<void>[] = [];
  const start = performance.now();
  for (let asked = 0; asked < Number(seconds) * perSecond; asked++) {
    const due = start + (asked * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    asking.push(askWard(asked, due));
  }
  await Promise.all(asking);
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
  tell({ samples: times.length, failures, p50: at(0.5), p99: at(0.99) });
  await pool.destroy();
  process.disconnect();
}

function tell(message: BackgroundMessage): void {
  process.send?.(message);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
