import { fromRoot } from "../../shared/base/project/project-root";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { ask, askForWard, askSteadily } from "./kill/ask-steadily";
import { Processes } from "./kill/processes";
import { table } from "./support/measure";

/** BENCH_RATE sets another, for a machine that has other work as well. */
const perSecond = Number(process.env.BENCH_RATE ?? 200);
/** One request in so many is a mutation. */
const mutationEvery = 20;
const assignTask =
  "mutation ($input: AssignTaskInput!) { assignTask(input: $input) { userErrors { code } task { code } } }";
const light =
  '{ administrativeUnit(code: "00004") { name } taskStats(groupBy: [ASSIGNED_BY]) { totals { overdue } } }';

/**
 * Restarts every process, one after the other, while a client without retries asks 200 times a second, queries and
 * mutations: how many of them fail.
 */
export async function run(): Promise<void> {
  for (const processes of ["1", "2"]) {
    const variables = { SUBGRAPH_REPLICAS: processes, GATEWAY_WORKERS: processes };
    const graph = await startGraph(fromRoot(), { LOG_LEVEL: "error", ...noRates, ...variables }, 300_000);
    try {
      const row = [processes, ...(await restart(graph))];
      console.log(`${table(["processes of each", "failed", "of mutations", "restarted in, s"], [row])}\n`);
      for (const problem of graph.output().match(/^\w+(-\d)?: (error|warn): (?!no AUTH).*$/gm) ?? [])
        console.log(problem);
    } finally {
      await graph.interrupt();
      await graph.cleanUp();
    }
  }
}

const noRates = { RATE_PUBLIC: "0", RATE_ADMIN: "0" };

async function restart(graph: RunningGraph): Promise<(string | number)[]> {
  const authorization = `Bearer ${await tokenFor(graph, { role: "admin" })}`;
  let failedMutations = 0;
  let mutations = 0;
  const assign = async (request: number) => {
    mutations += 1;
    const input = {
      ...{ code: `RESTART-${process.pid}-${request}`, title: "Thử nghiệm", assignedBy: "CITY" },
      ...{ leadOrganization: "SKHCN", assignedOn: "2025-11-14", dueOn: "2025-11-30" },
    };
    const isDone = await ask(graph, { query: assignTask, variables: { input } }, { authorization });
    if (!isDone) failedMutations += 1;
    return isDone;
  };
  const askOne = (request: number) =>
    request % mutationEvery === 0 ? assign(request) : ask(graph, { query: light });
  const over = /Every process was restarted in ([\d.]+) s/;
  await askForWard(graph);
  await askSteadily({ perSecond, forMs: 5_000, ask: askOne }, () => undefined);
  [failedMutations, mutations] = [0, 0];
  const outcome = await askSteadily(
    // The numbers go on from those that were asked for before.
    { perSecond, forMs: 10_000, ask: (request) => askOne(1_000_000 + request) },
    () => process.kill(new Processes(graph).pid("supervisor"), "SIGHUP"),
    () => over.test(graph.output()),
  );
  const seconds = over.exec(graph.output())?.[1] ?? "";
  return [`${outcome.failed} of ${outcome.asked}`, `${failedMutations} of ${mutations}`, seconds];
}
