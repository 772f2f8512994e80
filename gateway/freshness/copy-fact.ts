import type { GraphQLSchema } from "graphql";
import { z } from "zod";
import type { CopiedFact } from "../../shared/base/project/gateway-declarations";
import type { ExecuteOperation } from "./execute-as";
import { readOperation, sourceFields, writeOperation } from "./fact-operations";

export interface GraphAccess {
  /** The schema that is served now. */
  schema: GraphQLSchema;
  /** The subgraphs that answer a root field, as the supergraph says. */
  subgraphsOf: (field: string) => readonly string[];
  /** As the public reader, who may read every fact that is copied. */
  read: ExecuteOperation;
  /** As an admin, who may write it where it is copied to. */
  write: ExecuteOperation;
}

/** The result for one root field of a fact. */
export interface FieldCopy {
  field: string;
  /** How many rows were written; 0 where nothing changed. */
  rows: number;
  /** Why nothing was written, or not all of it; null when all went well. */
  problem: string | null;
}

/**
 * Reads a fact from the subgraphs that own it, and writes it to the one that stores a copy. Each root field is read and
 * written apart: one that is down, or gives what is refused, delays no other. Rows with a null are not known yet, and are
 * left out, and so are rows of what another subgraph owns; what is the same as in `written`, the texts that were written last by field, is not written again. A graph
 * without these fields is left alone. Never throws.
 */
export async function copyFact(
  access: GraphAccess,
  fact: CopiedFact,
  written = new Map<string, string>(),
): Promise<FieldCopy[]> {
  const mutation = writeOperation(access.schema, fact);
  if (mutation === undefined) return [];
  const copyField = async (field: string): Promise<Omit<FieldCopy, "field">> => {
    const data = rowsByField.parse(await dataOf(access.read(readOperation(field, fact))));
    const { own, problem } = ownRows((data[field] ?? []).filter(isKnown), fact, access.subgraphsOf(field));
    const rows = own.map(referencesAsKeys);
    const text = JSON.stringify(rows);
    if (rows.length === 0 || text === written.get(field)) return { rows: 0, problem };
    const variables = { input: { [fact.to.list]: rows } };
    const payloads = payloadByField.parse(await dataOf(access.write(mutation, variables)));
    const refused = payloads[fact.to.mutation]?.userErrors[0];
    if (refused) throw new Error(refused.message);
    written.set(field, text);
    return { rows: rows.length, problem };
  };
  return Promise.all(
    sourceFields(access.schema, fact).map(async (field) => {
      try {
        return { field, ...(await copyField(field)) };
      } catch (error) {
        return { field, rows: 0, problem: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

type Row = Record<string, unknown>;

/** Most rows of others that a problem names. */
const mostNamed = 3;

/** The rows that the subgraph which gave them may give, and what is wrong with the others. */
function ownRows(
  rows: readonly Row[],
  { ownedBy }: Pick<CopiedFact, "ownedBy">,
  subgraphs: readonly string[],
): { own: readonly Row[]; problem: string | null } {
  if (ownedBy === undefined) return { own: rows, problem: null };
  const [owner, ...others] = subgraphs;
  // Nobody knows which of several subgraphs has answered.
  const prefix = owner === undefined || others.length > 0 ? undefined : `${owner}.`;
  const isOwn = (row: Row) => prefix !== undefined && String(row[ownedBy]).startsWith(prefix);
  const foreign = rows.filter((row) => !isOwn(row)).map((row) => String(row[ownedBy]));
  if (foreign.length === 0) return { own: rows, problem: null };
  const more = foreign.length > mostNamed ? ` and ${foreign.length - mostNamed} more` : "";
  const expected = prefix === undefined ? "rows of one subgraph" : `rows of ${prefix}*`;
  const given = subgraphs.join(" or ") || "a subgraph";
  return {
    own: rows.filter(isOwn),
    problem: `Expected ${expected} from ${given}; it also gave ${foreign.slice(0, mostNamed).join(", ")}${more}, which it does not own.`,
  };
}

const isKnown = (row: Row) => Object.values(row).every((value) => value !== null);

/** Inputs take the key where outputs have the entity: `{ unit: { code: "1" } }` becomes `{ unit: "1" }`. */
const referencesAsKeys = (row: Row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, onlyValue(value)]));

function onlyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const values = Object.values(value);
  return values.length === 1 ? values[0] : value;
}

const rowsByField = z.record(z.string(), z.array(z.record(z.string(), z.unknown())).nullable());
const payloadByField = z.record(
  z.string(),
  z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
);

/** The data of an answer without errors; throws the first of them. */
async function dataOf(answer: ReturnType<ExecuteOperation>): Promise<unknown> {
  const { data, errors } = await answer;
  const [error] = errors ?? [];
  if (error) throw new Error(error.message);
  return data;
}
