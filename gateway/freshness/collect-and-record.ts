import type { GraphQLSchema } from "graphql";
import { z } from "zod";

/** Sends an operation to the graph, and gives its answer. */
export type ExecuteOperation = (
  query: string,
  variables?: Record<string, unknown>,
) => Promise<{ data?: Record<string, unknown> | null; errors?: readonly { message: string }[] }>;

export interface GraphAccess {
  /** The schema that is served now. */
  schema: GraphQLSchema;
  /** As the public reader, who may know how fresh data is. */
  ask: ExecuteOperation;
  /** As an admin, who may write it into the catalogue. */
  askAsAdmin: ExecuteOperation;
}

/** What became of one sector's answer. */
export interface FieldRecord {
  /** The root field that was asked, e.g. tasksDataSources. */
  field: string;
  /** Names of the sources whose dates are now in the catalogue. */
  recorded: string[];
  /** Why nothing was recorded; null when all went well. */
  problem: string | null;
}

/**
 * One round: asks every sector when its data last changed, and has the answers recorded where the catalogue is.
 * Knows no sector by name: the fields that give `[GraphDataSource!]` are asked, and the mutation `recordGraphData`
 * takes what they say; a graph without them is left alone. Each sector is a matter of its own, so that one that is
 * down, or says what the catalogue refuses, keeps nobody else's dates old. Never throws.
 */
export async function recordGraphData({ schema, ask, askAsAdmin }: GraphAccess): Promise<FieldRecord[]> {
  if (schema.getMutationType()?.getFields().recordGraphData === undefined) return [];
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ type, args }) => /^\[GraphDataSource!\]!?$/.test(String(type)) && args.length === 0,
  );
  return Promise.all(
    fields.map(async ({ name: field }) => {
      try {
        return { field, recorded: await recordField(field, ask, askAsAdmin), problem: null };
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return { field, recorded: [], problem };
      }
    }),
  );
}

async function recordField(
  field: string,
  ask: ExecuteOperation,
  askAsAdmin: ExecuteOperation,
): Promise<string[]> {
  const told = sourcesSchema.parse(await dataOf(ask(`query FreshnessReads { ${field} { name changedAt } }`)));
  const sources = (told[field] ?? []).filter(({ changedAt }) => changedAt !== null);
  if (sources.length === 0) return [];
  const answer = answerSchema.parse(await dataOf(askAsAdmin(recordMutation, { input: { sources } })));
  const [refused] = answer.recordGraphData.userErrors;
  if (refused) throw new Error(refused.message);
  return sources.map(({ name }) => name);
}

const recordMutation = `mutation FreshnessRecords($input: RecordGraphDataInput!) {
  recordGraphData(input: $input) { userErrors { message } } }`;

const sourcesSchema = z.record(
  z.string(),
  z.array(z.object({ name: z.string(), changedAt: z.string().nullable() })),
);
const answerSchema = z.object({
  recordGraphData: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
});

/** The data of an answer without errors; throws the first of them. */
export async function dataOf(answer: ReturnType<ExecuteOperation>): Promise<unknown> {
  const { data, errors } = await answer;
  const [error] = errors ?? [];
  if (error) throw new Error(error.message);
  return data;
}
