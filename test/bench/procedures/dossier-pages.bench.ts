import "reflect-metadata";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { DossierOrderField } from "../../../subgraphs/procedures/dossier/dossier.inputs";
import { dossierList } from "../../../subgraphs/procedures/dossier/dossier.queries";
import { procedures } from "../../../subgraphs/procedures/subgraph";
import { openSubgraphOn, openTestSubgraph } from "../../support/subgraph/subgraph-harness";
import { seed } from "../procedures.bench";
import { percentile, table } from "../support/measure";

/**
 * Pages of 50 dossiers at the city's scale, or at BENCH_SCALE, without their rows: common, rare and impossible filters in every
 * order, the first page, the one behind it and the last, as they are walked, and in turns as PostgreSQL finds them by its own
 * choice, as all lists are found that do not say how they are walked. Fails where the two differ. BENCH_DATABASE_URL names a
 * database that has them already.
 */
export async function run(): Promise<void> {
  const kept = process.env.BENCH_DATABASE_URL;
  const bench = { ...procedures, cubes: [] };
  const made = kept === undefined ? await openTestSubgraph({ ...bench, seeds: [] }) : undefined;
  const subgraph = await openSubgraphOn(bench, kept ?? made?.url ?? "", 600_000);
  try {
    if (made) await seed(subgraph, Number(process.env.BENCH_SCALE ?? 1));
    const rows: (string | number)[][] = [];
    for (const [name, filter] of Object.entries(filters)) {
      const times: Times = { walked: [], plain: [] };
      for (const field of Object.values(DossierOrderField))
        for (const direction of [SortDirection.ASC, SortDirection.DESC]) {
          const order = { filter, orderBy: [{ field, direction }] };
          const first = await takeTurns({ ...order, first: 50 }, times);
          if (first.pageInfo.hasNextPage)
            await takeTurns({ ...order, first: 50, after: first.pageInfo.endCursor }, times);
          await takeTurns({ ...order, last: 50 }, times);
        }
      const { walked, plain } = times;
      const middle = (list: number[]) => percentile(list, 0.5);
      rows.push([name, middle(plain), Math.max(...plain), middle(walked), Math.max(...walked)]);
    }
    console.log(table(["filter", "PostgreSQL's choice p50 ms", "max", "walked p50 ms", "max"], rows));
  } finally {
    await subgraph.close();
    await made?.close();
  }

  async function takeTurns(args: Parameters<typeof walked.page>[1], times: Times) {
    const taken = { walked: [] as number[], plain: [] as number[] };
    const time = async (kind: keyof Times, list: typeof walked) => {
      const begun = performance.now();
      const page = await list.page(subgraph.context(), args);
      taken[kind].push(performance.now() - begun);
      return page;
    };
    const page = await time("walked", walked);
    const other = await time("plain", plain);
    if (JSON.stringify(page.nodes) !== JSON.stringify(other.nodes))
      throw new Error(`Expected the same page either way; got others for ${JSON.stringify(args)}.`);
    for (let turn = 0; turn < turns; turn += 1) {
      await time("walked", walked);
      await time("plain", plain);
    }
    times.walked.push(percentile(taken.walked, 0.5));
    times.plain.push(percentile(taken.plain, 0.5));
    return page;
  }
}

/** Medians of each page. */
interface Times {
  walked: number[];
  plain: number[];
}

const turns = 2;
const node = () => async (key: string) => key;
const { walk, ...others } = dossierList;
const plain = defineConnection<string, CubeFilter, DossierOrderField>({ ...others, node });
const walked = defineConnection<string, CubeFilter, DossierOrderField>({
  ...others,
  ...(walk && { walk }),
  node,
});

const filters: Record<string, CubeFilter | null> = {
  "all dossiers": null,
  "online (most)": { channel: { eq: "ONLINE" } },
  "late ones of one unit": { unit: { eq: "00004" }, timeliness: { eq: "LATE" } },
  "received on a day": { receivedOn: { eq: "2025-10-01" } },
  "received in half a month": { receivedOn: { gte: "2025-07-01", lt: "2025-07-16" } },
  "received in a month, online": {
    receivedOn: { gte: "2025-09-01", lt: "2025-10-01" },
    channel: { eq: "ONLINE" },
  },
  "resolved on a day": { resolvedOn: { eq: "2025-08-05" } },
  "received in 2030 (none)": { receivedOn: { gte: "2030-01-01" } },
  "withdrawn (few)": { status: { eq: "WITHDRAWN" } },
  "rejected, of households (hardly any)": {
    status: { eq: "REJECTED" },
    applicant: { eq: "HOUSEHOLD_BUSINESS" },
  },
  "posted, paid offline, rated 1 (one)": {
    ...{ channel: { eq: "POSTAL" }, payment: { eq: "OFFLINE" }, satisfaction: { eq: 1 } },
  },
  "resolved without a result (none)": { status: { eq: "RESOLVED" }, resolvedOn: { isNull: true } },
  "pending and rated (none)": { status: { in: ["ACCEPTED", "PROCESSING"] }, satisfaction: { gte: 1 } },
};
