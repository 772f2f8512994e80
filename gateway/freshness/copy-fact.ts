import { z } from "zod";
import { dataOf, type GraphAccess } from "./collect-and-record";

/** What became of a round. */
export interface Carried {
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
export async function carryConnections(
  { schema, ask, askAsAdmin }: GraphAccess,
  before: string,
): Promise<Carried> {
  const isTold = schema.getQueryType()?.getFields().serviceConnections !== undefined;
  const isKept = schema.getMutationType()?.getFields().recordServiceConnections !== undefined;
  if (!isTold || !isKept) return { told: before, problem: null };
  try {
    const { serviceConnections } = toldSchema.parse(await dataOf(ask(tellQuery)));
    const connections = serviceConnections.map(({ unit, ...connection }) => ({
      unit: unit.code,
      ...connection,
    }));
    const told = JSON.stringify(connections);
    if (told === before || connections.length === 0) return { told: before, problem: null };
    const answer = keptSchema.parse(await dataOf(askAsAdmin(keepMutation, { input: { connections } })));
    const [refused] = answer.recordServiceConnections.userErrors;
    return refused ? { told: before, problem: refused.message } : { told, problem: null };
  } catch (error) {
    return { told: before, problem: error instanceof Error ? error.message : String(error) };
  }
}

const tellQuery = "query ClerkAsksConnections { serviceConnections { unit { code } connected origin } }";
const keepMutation = `mutation ClerkRecordsConnections($input: RecordServiceConnectionsInput!) {
  recordServiceConnections(input: $input) { userErrors { message } } }`;

const toldSchema = z.object({
  serviceConnections: z.array(
    z.object({ unit: z.object({ code: z.string() }), connected: z.boolean(), origin: z.string() }),
  ),
});
const keptSchema = z.object({
  recordServiceConnections: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
});
