import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, parse } from "graphql";
import type { ReadyOperation } from "../../../gateway/pipeline/ready-operation";
import { createOperationRecorder } from "../../../gateway/recording/operation-recorder";
import { clientSchema } from "../../../gateway/schema/client-schema";
import { buildSupergraph } from "../../../gateway/supergraph/build-supergraph";
import { clientApi } from "../../../gateway/supergraph/client-api";
import { systemClock } from "../../../shared/base/clock/clock";
import { fromRoot } from "../../../shared/base/project/project-root";
import { percentile, table } from "../support/measure";

const filters = {
  assignedOn: { gte: "2025-01-01", lt: "2025-11-14" },
  status: { in: ["OVERDUE", "IN_PROGRESS"] },
  leadOrganization: { in: ["SKHCN", "SNV"] },
};
const texts = {
  "a ward, of all sectors": {
    text: readFileSync(fromRoot("subgraphs", "common", "explorer", "1-one-ward.graphql"), "utf8"),
    variables: {},
  },
  "tasks by a filter in variables": {
    text: "query Tasks($filter: TaskFilter, $first: Int) { tasks(filter: $filter, first: $first) { nodes { code title } } }",
    variables: { filter: filters, first: 20 },
  },
  "1,000 codes in variables": {
    text: "query Tasks($filter: TaskFilter) { tasks(filter: $filter) { nodes { code } } }",
    variables: { filter: { code: { in: Array.from({ length: 1_000 }, (_, at) => `NV-${at}`) } } },
  },
};
const rounds = 200;
const perRound = 1_000;

/**
 * What recording takes of an operation that is known, on the way of its answer, and what describing a new one takes, which
 * happens beside it. In process: by 200 rounds of a thousand operations of five clients each.
 */
export async function run(): Promise<void> {
  const sdl = readFileSync(join(fromRoot("gateway"), "supergraph.graphql"), "utf8");
  const schema = clientSchema(clientApi(buildSupergraph(sdl, false)));
  const rows: (string | number)[][] = [];
  for (const [name, { text, variables }] of Object.entries(texts)) {
    const recorder = createOperationRecorder({ clock: systemClock });
    const operation = readyOf(text);
    const clients = Array.from({ length: 5 }, (_, at) => ({ client: `board ${at}`, clientVersion: "1.2.3" }));
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      for (let at = 0; at < perRound; at++) {
        const client = clients[at % clients.length];
        if (client) recorder.note(schema, operation, variables, client);
      }
      times.push(((performance.now() - begun) * 1_000) / perRound);
    }
    const described = performance.now();
    const { uses } = await recorder.take();
    const takeMs = performance.now() - described;
    const counted = uses.reduce((sum, { count }) => sum + count, 0);
    if (counted !== rounds * perRound) throw new Error(`Expected ${rounds * perRound} uses, got ${counted}.`);
    rows.push([name, percentile(times, 0.5), percentile(times, 0.95), percentile(times, 1), takeMs]);
  }
  const heads = [
    "operation",
    "µs each, in the middle",
    "p95 of rounds",
    "slowest round",
    "described and taken, ms",
  ];
  console.log(`${table(heads, rows)}\n`);
}

/** As much of a ready operation as is recorded. */
function readyOf(text: string): ReadyOperation {
  const document = parse(text, { noLocation: true });
  const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new Error("Expected an operation.");
  const { variableDefinitions = [] } = definition;
  const used: Pick<ReadyOperation, "variableDefinitions" | "source"> = {
    variableDefinitions,
    source: () => ({ document, definition }),
  };
  return used as ReadyOperation;
}
