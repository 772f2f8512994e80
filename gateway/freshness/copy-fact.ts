import { z } from "zod";
import { dataOf, type GraphAccess } from "./collect-and-record";

/** What became of a round. */
export interface CopiedFact {
  /** What was told, as text, once it is recorded; what was told before where nothing is new. */
  told: string;
  /** Why nothing was recorded; null when all went well. */
  problem: string | null;
}

/**
 * One fact that one sector owns and another counts by: which units are connected to the service centre. Procedures tells
 * it (`serviceConnections`), infrastructure keeps a copy (`recordServiceConnections`), and this takes it from the one to
 * the other whenever it is another than `before`. A graph without these fields is left alone. Never throws.
 */
export async function copyFact(
  { schema, ask, askAsAdmin }: GraphAccess,
  before: string,
): Promise<CopiedFact> {
  const isTold = schema.getQueryType()?.getFields().serviceConnections !== undefined;
  const isPersisted = schema.getMutationType()?.getFields().recordServiceConnections !== undefined;
  if (!isTold || !isPersisted) return { told: before, problem: null };
  try {
    const { serviceConnections } = sourceSchema.parse(await dataOf(ask(sourceQuery)));
    const connections = serviceConnections.map(({ unit, ...connection }) => ({
      unit: unit.code,
      ...connection,
    }));
    const told = JSON.stringify(connections);
    if (told === before || connections.length === 0) return { told: before, problem: null };
    const answer = recordedSchema.parse(
      await dataOf(askAsAdmin(recordingMutation, { input: { connections } })),
    );
    const [refused] = answer.recordServiceConnections.userErrors;
    return refused ? { told: before, problem: refused.message } : { told, problem: null };
  } catch (error) {
    return { told: before, problem: error instanceof Error ? error.message : String(error) };
  }
}

const sourceQuery =
  "query FreshnessReadsConnections { serviceConnections { unit { code } connected origin } }";
const recordingMutation = `mutation FreshnessRecordsConnections($input: RecordServiceConnectionsInput!) {
  recordServiceConnections(input: $input) { userErrors { message } } }`;

const sourceSchema = z.object({
  serviceConnections: z.array(
    z.object({ unit: z.object({ code: z.string() }), connected: z.boolean(), origin: z.string() }),
  ),
});
const recordedSchema = z.object({
  recordServiceConnections: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
});
