import { errorRegistry } from "../../shared/base/errors/registry";
import { createLabelSet, other } from "../../shared/base/metrics/label-set";
import { durationBuckets, type Metrics } from "../../shared/base/metrics/metrics";
import type { OperationOutcome, OperationRecord } from "../request/operation-record";

/** Names of trusted documents that are told apart, and of saved queries. */
const mostTrusted = 200;
const mostSaved = 100;

/** Upper bounds of classes of cost, in objects fetched; the public's budget is 10,000. */
const costBuckets = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/**
 * Counts operations by name, client and outcome. Names are those of trusted documents and saved queries: what else a
 * client calls its operation, or itself, is `other`, or whoever likes could fill the memory of Prometheus with names.
 */
export function countOperations(
  metrics: Metrics,
  clients: () => ReadonlySet<string>,
): (record: OperationRecord, seconds: number) => void {
  const operations = metrics.counter({
    name: "graph_gateway_operations_total",
    help: "Operations by name, client, and outcome: OK, or the code of the first error.",
    labels: ["operation", "client", "outcome"],
  });
  const seconds = metrics.histogram({
    name: "graph_gateway_operation_duration_seconds",
    help: "Time of the requests for an operation, from head to end of the answer.",
    labels: ["operation"],
    buckets: durationBuckets,
  });
  const cost = metrics.histogram({
    name: "graph_gateway_operation_cost",
    help: "What operations of a role were reckoned to cost, in objects fetched.",
    labels: ["role"],
    buckets: costBuckets,
  });
  const trustedName = createLabelSet(mostTrusted);
  const savedName = createLabelSet(mostSaved);
  const nameOf = ({ savedQuery }: OperationRecord, { operation, trusted }: OperationOutcome): string => {
    if (savedQuery !== undefined) return savedName(savedQuery);
    return trusted ? trustedName(operation) : other;
  };
  return (record, took) => {
    const client = clientOf(record.client, clients());
    for (const each of record.batch ?? [record]) {
      const operation = nameOf(record, each);
      operations({ operation, client, outcome: outcomeOf(each.outcome) }, 1);
      seconds({ operation }, took);
      if (each.cost !== undefined) cost({ role: record.role }, each.cost);
    }
  };
}

function clientOf(name: string | undefined, known: ReadonlySet<string>): string {
  if (name === undefined) return "none";
  // Assistants name themselves behind it.
  if (name === "mcp" || name.startsWith("mcp:")) return "mcp";
  return known.has(name) ? name : other;
}

/** Undefined: the client left before there was one. */
function outcomeOf(outcome: string | undefined): string {
  if (outcome === undefined) return "none";
  return outcome === "OK" || Object.hasOwn(errorRegistry, outcome) ? outcome : other;
}
