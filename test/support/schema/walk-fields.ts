import { type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import type { Call } from "./every-field";

/** An answer as it comes over HTTP. */
export interface WalkAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

export interface Walked {
  /** What is the server's fault and nobody else's, each place once. */
  faults: Set<string>;
  /** Calls that this viewer may not make, and those that were asked together with one. */
  refused: Call[];
  /** Fields that had a value somewhere, as `Type.field`. */
  seen: Set<string>;
}

/** What says nothing of the fields that were asked: the walk went too far, or too fast. */
const notAsked = ["QUERY_TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED", "RATE_LIMITED"];

/** Names in one operation, about: more than that are refused as too much. */
const mostNames = 400;

/** Asks all calls, many in one operation, two operations at a time. */
export async function walkFields(
  calls: Iterable<Call>,
  schema: GraphQLSchema,
  ask: (query: string) => Promise<WalkAnswer>,
): Promise<Walked> {
  const walked: Walked = { faults: new Set(), refused: [], seen: new Set() };
  const batches = batched(calls);
  const work = async () => {
    for (const batch of batches) await askBatch(batch);
  };
  const askBatch = async (batch: Call[]): Promise<void> => {
    const query = operationOf(batch);
    const { data, errors = [] } = await ask(query);
    const codes = new Set(errors.map(({ extensions }) => extensions?.code));
    if (codes.has("QUERY_TOO_COMPLEX") && batch.length > 1) {
      await askBatch(batch.slice(0, batch.length / 2));
      return askBatch(batch.slice(batch.length / 2));
    }
    if (notAsked.some((code) => codes.has(code)))
      throw new Error(`Expected an operation that may be asked, got ${JSON.stringify(errors)} for ${query}`);
    if (codes.has("UNAUTHENTICATED") || codes.has("FORBIDDEN")) walked.refused.push(...batch);
    for (const { message, path, extensions } of errors.filter((error) => isFault(error.extensions?.code)))
      walked.faults.add(`${extensions?.code} (${message}) at ${placeOf(batch, path)}`);
    const aliases = new Map(batch.map(({ field }, at) => [`${alias}${at}`, field]));
    note(walked.seen, schema, "Query", data, aliases);
  };
  await Promise.all([work(), work()]);
  return walked;
}

function isFault(code: string | undefined): boolean {
  return code === undefined || code === "INTERNAL_SERVER_ERROR" || code === "SERVICE_UNAVAILABLE";
}

const alias = "call_";

function operationOf(batch: readonly Call[]): string {
  const calls = batch.map(({ field, args, selection }, at) => `${alias}${at}: ${field}${args} ${selection}`);
  return (batch[0]?.path ?? []).reduceRight(
    (inner, step) => `{ ${step} ${inner} }`,
    `{ ${calls.join("\n")} }`,
  );
}

/** Where an error is, by what was asked there. */
function placeOf(batch: readonly Call[], path: readonly (string | number)[] = []): string {
  const names = path.filter((step) => typeof step === "string");
  const at = names.findIndex((name) => name.startsWith(alias));
  const call = batch[Number(names[at]?.slice(alias.length))];
  if (call === undefined) return operationOf(batch);
  return [...call.path, call.field + call.args, ...names.slice(at + 1)].join(" > ");
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
