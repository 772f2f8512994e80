import { innovation } from "../../subgraphs/innovation/subgraph";
import { openTestSubgraph } from "../support/subgraph/subgraph-harness";
import { innovationQueries } from "./innovation/innovation.queries";
import { fillInnovation } from "./innovation/innovation.rows";
import { measure, table } from "./support/measure";

/** What a dashboard page asks of the innovation subgraph, with 1 million observations and 100,000 enterprises. */
export async function run(): Promise<void> {
  const subgraph = await openTestSubgraph(innovation);
  try {
    const size = await fillInnovation(subgraph.dataSource);
    console.log(`${size.observations} observations, ${size.enterprises} enterprises.\n`);
    const rows: (string | number)[][] = [];
    let baseline = Number.NaN;
    for (const [name, query, variables] of await innovationQueries(subgraph)) {
      const ask = async () => {
        const { errors } = await subgraph.execute(query, variables);
        if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
      };
      const { p50, p95, p99 } = await measure(ask, { runs: 100, warmup: 10 });
      if (Number.isNaN(baseline)) baseline = p50;
      rows.push([name, p50, p95, p99, p50 / baseline, p95 < 50 ? "yes" : "NO"]);
    }
    console.log(table(["query", "p50 ms", "p95 ms", "p99 ms", "p50 / first", "p95 < 50 ms"], rows));
  } finally {
    await subgraph.close();
  }
}
