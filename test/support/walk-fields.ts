import { type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import type { Call } from "./every-field";

/** An answer as it comes over HTTP. */
export interface WalkAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

export interface Walked {
  operations: number;
  /** What is the server's fault and nobody else's, with the operation that met it. */
  faults: string[];
  /** Fields that had a value somewhere, as `Type.field`. */
  seen: Set<string>;
}

const faultCodes = ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"];

/** Names in one operation, about; more than that are refused as too much, or take long to say what was wrong. */
const mostNames = 400;

/** Asks all calls, as many in one operation as a client may, two operations at a time. */
export async function walkFields(
  calls: Iterable<Call>,
  schema: GraphQLSchema,
  ask: (query: string) => Promise<WalkAnswer>,
): Promise<Walked> {
  const walked: Walked = { operations: 0, faults: [], seen: new Set() };
  const batches = batched(calls);
  const work = async () => {
    for (const batch of batches) await askBatch(batch);
  };
  const askBatch = async (batch: Call[]): Promise<void> => {
    const query = operationOf(batch);
    const { data, errors = [] } = await ask(query);
    walked.operations += 1;
    const tooMuch = errors.some(({ extensions }) => extensions?.code === "QUERY_TOO_COMPLEX");
    if (tooMuch && batch.length > 1) {
      await askBatch(batch.slice(0, batch.length / 2));
      return askBatch(batch.slice(batch.length / 2));
    }
    if (tooMuch || errors.some(({ extensions }) => extensions?.code === "GRAPHQL_VALIDATION_FAILED"))
      throw new Error(`Expected an operation that may be asked, got ${JSON.stringify(errors)} for ${query}`);
    const faults = errors.filter(({ extensions }) =>
      faultCodes.includes(extensions?.code ?? "INTERNAL_SERVER_ERROR"),
    );
    walked.faults.push(...faults.map((fault) => `${JSON.stringify(fault)} for ${query}`));
    const aliases = new Map(batch.map(({ field }, at) => [`${alias}${at}`, field]));
    note(walked.seen, schema, "Query", data, aliases);
  };
  await Promise.all([work(), work()]);
  return walked;
}

const alias = "call_";

function operationOf(batch: readonly Call[]): string {
  const calls = batch.map(({ field, args, selection }, at) => `${alias}${at}: ${field}${args} ${selection}`);
  return (batch[0]?.path ?? []).reduceRight(
    (inner, step) => `{ ${step} ${inner} }`,
    `{ ${calls.join("\n")} }`,
  );
}

/** Calls of one path, together until they are enough for one operation. */
function* batched(calls: Iterable<Call>): Generator<Call[]> {
  let batch: Call[] = [];
  let names = 0;
  for (const call of calls) {
    const own = call.selection.split(/\s+/).length;
    if (batch.length > 0 && (batch[0]?.path !== call.path || names + own > mostNames)) {
      yield batch;
      batch = [];
      names = 0;
    }
    batch.push(call);
    names += own;
  }
  if (batch.length > 0) yield batch;
}

/** Notes the fields that have a value in a part of an answer. */
function note(
  seen: Set<string>,
  schema: GraphQLSchema,
  typeName: string,
  value: unknown,
  aliases: ReadonlyMap<string, string>,
): void {
  if (Array.isArray(value)) for (const item of value) note(seen, schema, typeName, item, aliases);
  const type = schema.getType(typeName);
  if (Array.isArray(value) || typeof value !== "object" || value === null || !isObjectType(type)) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = type.getFields()[aliases.get(key) ?? key];
    if (field === undefined || inner === null) continue;
    seen.add(`${typeName}.${field.name}`);
    note(seen, schema, getNamedType(field.type).name, inner, aliases);
  }
}
