import sql from "sql-template-tag";
import { In } from "typeorm";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { asDataset } from "../dataset/as-dataset";
import { Dataset } from "../dataset/dataset";
import type { GraphDataInput, GraphDataPayload, RecordGraphDataInput } from "./graph-data.inputs";

/**
 * Records when data of the graph was last changed. No subgraph may call another, so the gateway's freshness job queries
 * them all (`tasksDataSources`, …) and sends the answers here; from then on the date is a column like that of any other
 * entry, and the filters, orders and statistics that use it need no second source. An admin.
 */
export async function recordGraphData(
  context: SubgraphContext,
  input: RecordGraphDataInput,
): Promise<GraphDataPayload> {
  requireRole(context.viewer, ["admin"], "dating the data of the graph");
  const request = { operation: "recordGraphData", input };
  const { entity, userErrors } = await runMutation<{ datasets: Dataset[] }>(
    context,
    request,
    async (database) => {
      refuseIfAny(ownProblems(input.sources, context.clock.now()));
      const names = input.sources.map(({ name }) => name);
      refuseIfAny(await unknownSources(database, names));
      await database.rows(sql`
      UPDATE dataset d SET modified_at = reported.changed_at
      FROM unnest(${names}::text[], ${input.sources.map(({ changedAt }) => changedAt)}::timestamptz[])
        AS reported(name, changed_at)
      WHERE d.graph_source = reported.name AND d.modified_at <> reported.changed_at`);
      const datasets = await database
        .repository(Dataset)
        .find({ where: { graphSource: In(names) }, order: { graphSource: "ASC" } });
      return { datasets };
    },
  );
  return { datasets: (entity?.datasets ?? []).map(asDataset), userErrors };
}

const maxSources = 100;

function ownProblems(sources: GraphDataInput[], now: Date): (UserError | false)[] {
  const names = sources.map(({ name }) => name);
  const bad = (message: string) => userError("BAD_USER_INPUT", "sources", message);
  return [
    (names.length < 1 || names.length > maxSources) &&
      bad(`expected 1 to ${maxSources} sources; got ${names.length}.`),
    new Set(names).size < names.length && bad("expected each source once."),
    ...sources.map(
      ({ name, changedAt }) =>
        changedAt > now &&
        bad(`${name}: expected ${now.toISOString()} or before; got ${changedAt.toISOString()}.`),
    ),
  ];
}

async function unknownSources(database: Database, names: string[]): Promise<(UserError | false)[]> {
  const { unknown } = await database.row<{ unknown: string[] }>(sql`
    SELECT ARRAY(SELECT name FROM unnest(${names}::text[]) AS name
      WHERE NOT EXISTS (SELECT FROM dataset d WHERE d.graph_source = name)) AS unknown`);
  return [
    unknown.length > 0 &&
      userError("NOT_FOUND", "sources", `expected the graphSource of datasets; got ${unknown.join(", ")}.`),
  ];
}
