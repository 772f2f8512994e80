import { renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { issueToken } from "../../gateway/token";
import { systemClock } from "../../shared/base/clock/clock";
import { percentile } from "../bench/support/measure";
import { board } from "../support/gateway/board-query";
import { targetsIn } from "../support/processes/metrics-targets";
import type { RunningGraph } from "../support/processes/running-graph";
import { holdLive } from "./hold-live";
import { importsOf } from "./soak-imports";
import { createRequests } from "./soak-requests";

/** What is done to a graph. */
export interface Load {
  /** Sends the next request of the mixed load, and waits for nothing. */
  ask(): void;
  /** Imports the files of this turn. */
  import(turn: number): Promise<void>;
  /** Puts another supergraph in the place of the one that is served, and waits until it is served. */
  reload(file: string, text: string): Promise<void>;
  /** Waits for what was sent, and ends the live queries. */
  end(): Promise<void>;
  /** What was done, in words, and how long a request took. */
  counts(): string;
}

const liveQueries = [
  ...Array.from({ length: 10 }, () => `subscription { live ${board} }`),
  ...Array.from(
    { length: 10 },
    () => "subscription { live { dossierStats { totals { received pending } } } }",
  ),
];

const reloadPatienceMs = 60_000;

/** Begins the live queries, and readies the rest. Whatever fails from now on is added to `failures`, in words. */
export async function createLoad(graph: RunningGraph, failures: string[]): Promise<Load> {
  const token = await issueToken({ role: "admin", sub: "soak", hours: 24 }, graph.dataDirectory, systemClock);
  const authorization = `Bearer ${token}`;
  const agent = new Agent({ connections: 32 });
  const send = async (path: string, body: string, type = "application/json") => {
    const headers = { "content-type": type, authorization };
    const answer = await request(`${graph.origin}${path}`, {
      method: "POST",
      headers,
      body,
      dispatcher: agent,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  const known = await send("/graphql", JSON.stringify({ query: knownRows }));
  const { data } = JSON.parse(known.text) as { data: KnownRows };
  const units = data.administrativeUnits.nodes.map(({ code }) => code);
  const procedure = data.procedures.nodes[0]?.code ?? "";
  const next = createRequests(units);
  const live = holdLive(`${graph.origin}/graphql`, authorization, liveQueries);
  const underWay = new Set<Promise<void>>();
  /** How long each request of the mixed load took, in milliseconds. */
  const times: number[] = [];
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  /** Notes what a piece of work throws. */
  const noting = async (name: string, work: () => Promise<void>) => {
    await work().catch((error: unknown) => {
      failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
    });
  };
  return {
    ask() {
      const { kind, name, body } = next();
      count(kind);
      const asked = noting(name, async () => {
        const begun = performance.now();
        const { status, text } = await send("/graphql", JSON.stringify(body));
        times.push(performance.now() - begun);
        const isRefused = text.includes('"userErrors":[{');
        if (status !== 200 || text.includes('"errors":') || isRefused)
          throw new Error(`status ${status}, ${text.slice(0, 300)}`);
      });
      underWay.add(asked);
      void asked.finally(() => underWay.delete(asked));
    },
    import(turn) {
      return noting("import", async () => {
        for (const { sector, parameters, file } of importsOf(turn, procedure, units)) {
          const { status, text } = await send(`/imports/${sector}?${parameters}`, file, "text/csv");
          if (status !== 200 || !text.includes('"taken":true'))
            throw new Error(`${sector}: status ${status}, ${text.slice(0, 300)}`);
          count("import");
        }
      });
    },
    reload(file, text) {
      return noting("reload", async () => {
        const before = await loadedAt(graph.dataDirectory);
        // In the place of the former by renaming, so that nobody reads half of it.
        writeFileSync(`${file}.new`, text);
        renameSync(`${file}.new`, file);
        const deadline = Date.now() + reloadPatienceMs;
        while ((await loadedAt(graph.dataDirectory)) === before) {
          if (Date.now() > deadline) throw new Error(`the gateway still serves the supergraph of ${before}`);
          await sleep(500);
        }
        count("reload");
      });
    },
    async end() {
      await Promise.all(underWay);
      counts.set("live queries held", liveQueries.length);
      counts.set("answers of live queries", live.answers());
      await live.leave();
      failures.push(...live.failures);
      await agent.close();
    },
    counts() {
      const taken = [0.5, 0.95, 0.99].map(
        (share) => `p${100 * share}: ${percentile(times, share).toFixed(1)} ms`,
      );
      return [...[...counts].map(([what, number]) => `${what}: ${number}`), ...taken].join(", ");
    },
  };
}

interface KnownRows {
  administrativeUnits: { nodes: { code: string }[] };
  procedures: { nodes: { code: string }[] };
}

const knownRows = `{ administrativeUnits(first: 126) { nodes { code } }
  procedures(first: 1) { nodes { code } } }`;

/** When the gateway began to serve its supergraph, as its metrics have it. */
async function loadedAt(dataDirectory: string): Promise<string | undefined> {
  const gateway = targetsIn(dataDirectory).find(({ service }) => service === "gateway");
  // On a connection of its own: one that is kept may be closed by the other side at this moment.
  const answer = await request(`http://${gateway?.address}/metrics`, { reset: true });
  return /^graph_gateway_supergraph_loaded_timestamp_seconds\S* (\S+)$/m.exec(await answer.body.text())?.[1];
}
