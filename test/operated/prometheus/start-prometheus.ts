import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { unusedPort } from "../../support/processes/unused-port";

export interface RunningPrometheus {
  /** Waits until so many targets are up; their services. Throws what is wrong with those that are not. */
  targetsUp(count: number): Promise<string[]>;
  /** Every alert rule, once it was evaluated. */
  rules(): Promise<{ name: string; state: string; health: string }[]>;
  /** How many series an expression has now. Throws what Prometheus says where it is none. */
  query(expression: string): Promise<number>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** Starts Prometheus with the configuration of deploy/, which finds the processes of a data folder, and looks each second. */
export async function startPrometheus(folder: string, dataDirectory: string): Promise<RunningPrometheus> {
  const deployed = fromRoot("deploy", "prometheus");
  const configuration = readFileSync(join(deployed, "prometheus.yml"), "utf8")
    .replace("../../.data/metrics/*.json", join(dataDirectory, "metrics", "*.json"))
    .replace("- alerts.yml", `- ${join(deployed, "alerts.yml")}`)
    .replaceAll("15s", "1s");
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, configuration);
  const port = await unusedPort();
  const child = spawn(
    "prometheus",
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = once(child, "exit").catch((cause: unknown) => {
    throw new Error("Expected prometheus to be installed (Debian: apt-get install prometheus).", { cause });
  });
  ended.catch(() => undefined);
  const ask = async <Data>(path: string, data: z.ZodType<Data>): Promise<Data> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const body = z
      .object({ data, error: z.string() })
      .partial()
      .parse(await answer.json());
    if (body.data === undefined) throw new Error(`Prometheus: ${body.error ?? answer.status}`);
    return body.data;
  };
  const until = async <Value>(look: () => Promise<Value | string>): Promise<Value> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = await Promise.race([look(), ended]).catch((error: unknown) => String(error));
      if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}.`);
      if (typeof found !== "string") return found as Value;
      if (Date.now() > deadline) throw new Error(found);
      await sleep(500);
    }
  };
  return {
    targetsUp: (count) =>
      until(async () => {
        const { activeTargets } = await ask("targets", targets);
        const down = activeTargets.filter(({ health }) => health !== "up");
        return activeTargets.length >= count && down.length === 0
          ? activeTargets.map(({ labels }) => labels.service).toSorted()
          : `Expected ${count} targets, all of them up; got ${JSON.stringify(activeTargets)}.`;
      }),
    rules: () =>
      until(async () => {
        const { groups } = await ask("rules", groupsOfRules);
        const all = groups.flatMap(({ rules }) => rules);
        const isKnown = all.length > 0 && all.every(({ health }) => health !== "unknown");
        return isKnown ? all : `Expected rules that were evaluated; got ${JSON.stringify(all)}.`;
      }),
    async query(expression) {
      const { result } = await ask(`query?query=${encodeURIComponent(expression)}`, results);
      return result.length;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const targets = z.object({
  activeTargets: z.array(
    z.object({ health: z.string(), lastError: z.string(), labels: z.object({ service: z.string() }) }),
  ),
});
const groupsOfRules = z.object({
  groups: z.array(
    z.object({ rules: z.array(z.object({ name: z.string(), state: z.string(), health: z.string() })) }),
  ),
});
const results = z.object({ result: z.array(z.unknown()) });
