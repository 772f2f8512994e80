import type { GraphQLSchema } from "graphql";
import { z } from "zod";
import type { CopiedFact } from "../../shared/base/project/gateway-declarations";
import type { ExecuteOperation } from "./execute-as";
import { readOperation, sourceFields, writeOperation } from "./fact-operations";

export interface GraphAccess {
  /** The schema that is served now. */
  schema: GraphQLSchema;
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
  /** Why nothing was written; null when all went well. */
  problem: string | null;
}

/**
 * Reads a fact from the subgraphs that own it, and writes it to the one that stores a copy. Each root field is read and
 * written apart: one that is down, or gives what is refused, delays no other. Rows with a null are not known yet, and are
 * left out; what is the same as in `written`, the texts that were written last by field, is not written again. A graph
 * without these fields is left alone. Never throws.
 */
export async function copyFact(
  access: GraphAccess,
  fact: CopiedFact,
  written = new Map<string, string>(),
): Promise<FieldCopy[]> {
  const mutation = writeOperation(access.schema, fact);
  if (mutation === undefined) return [];
  const copyField = async (field: string): Promise<number> => {
    const data = rowsByField.parse(await dataOf(access.read(readOperation(field, fact))));
    const rows = (data[field] ?? []).filter(isKnown).map(referencesAsKeys);
    const text = JSON.stringify(rows);
    if (rows.length === 0 || text === written.get(field)) return 0;
    const variables = { input: { [fact.to.list]: rows } };
    const payloads = payloadByField.parse(await dataOf(access.write(mutation, variables)));
    const refused = payloads[fact.to.mutation]?.userErrors[0];
    if (refused) throw new Error(refused.message);
    written.set(field, text);
    return rows.length;
  };
  return Promise.all(
    sourceFields(access.schema, fact).map(async (field) => {
      try {
        return { field, rows: await copyField(field), problem: null };
      } catch (error) {
        return { field, rows: 0, problem: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

type Row = Record<string, unknown>;

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
