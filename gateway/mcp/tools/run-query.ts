import type { GraphQLFormattedError } from "graphql";
import { z } from "zod";
import { formatAnswer } from "../../http/format-answer";
import { answerNotes } from "../../provenance/answer-notes";
import { selectedFigures } from "../../provenance/selected-figures";
import { takeProvenance } from "../../provenance/take-provenance";
import type { Answer } from "../../request/answer";
import type { OperationOutcome } from "../../request/operation-record";
import { isJsonObject } from "../../values/json";
import { type CheckedQuery, checkQuery, type QueryInput } from "./check-query";
import { CallRefused, defineTool, type Tool } from "./define-tool";
import { requireFitting } from "./require-fitting";
import type { ToolCall } from "./tool-call";
import { queryInput } from "./validate-query";

export const answerNotesOutput = z.strictObject({
  remarks: z.array(z.string()).describe("What must be said wherever figures of this answer are quoted."),
  askedAt: z.string().describe("When it was asked, ISO 8601."),
  role: z.string(),
  origins: z
    .array(z.strictObject({ path: z.string(), field: z.string(), origin: z.string(), objects: z.int() }))
    .describe("How many objects at each path were PUBLISHED, REPORTED or SYNTHETIC."),
  days: z.array(z.strictObject({ path: z.string(), field: z.string(), values: z.array(z.string()) })),
  sources: z.array(
    z.strictObject({
      title: z.string(),
      publisher: z.string().nullable(),
      publishedOn: z.string().nullable(),
      url: z.string().nullable(),
      cited: z.int(),
    }),
  ),
  figures: z
    .array(
      z.strictObject({
        path: z.string(),
        coordinate: z.string(),
        meaning: z.string(),
        vi: z.string().nullable(),
      }),
    )
    .describe("What each number counts, and in which unit."),
  originNotTold: z
    .array(z.string())
    .describe("Numbers of which the answer does not say where they come from."),
});

export const queryOutput = z.strictObject({
  notes: answerNotesOutput,
  data: z.record(z.string(), z.unknown()).nullable(),
  errors: z
    .array(z.strictObject({ code: z.string(), message: z.string(), path: z.string() }))
    .describe("Fields that could not be answered; they are null in the data."),
  cost: z.int(),
});

/** Runs a query, and tells beside its data what the figures are and where they come from. */
export const runQuery: Tool = defineTool({
  name: "run_query",
  title: "Run a query",
  description:
    "Runs a GraphQL query over the graph and answers with its data and with notes: where the rows come from (published, reported, or synthetic, which is demonstration data), the documents that published figures cite, the day that they are of, and what each number counts. Only reads. Ask for few rows: an answer that is too long is refused. Prefer fields that end in Stats to adding rows up.",
  input: queryInput,
  output: queryOutput,
  answer: (input, call) => answerQuery(input, call, { isTrusted: false }),
});

/** What a query of an assistant, or one that stands ready for it, answers. Throws CallRefused where nothing is answered. */
export async function answerQuery(
  input: QueryInput,
  call: ToolCall,
  { isTrusted }: { isTrusted: boolean },
): Promise<z.output<typeof queryOutput>> {
  const checked = await checkQuery(input, isTrusted ? { ...call, requireOpenTexts: () => {} } : call);
  if (!("estimate" in checked)) throw new CallRefused(checked.errors);
  const { estimate } = checked;
  if (estimate.errors.length > 0 && !isTrusted) throw new CallRefused(estimate.errors);
  const answer = await ask(input, checked, call, isTrusted);
  return withNotes(answer, checked, call);
}

async function ask(
  { operationName, variables = {} }: QueryInput,
  { text: query }: CheckedQuery,
  { graph, context }: ToolCall,
  isTrusted: boolean,
): Promise<Answer> {
  // In the request log the call is known by its tool; what was run stands beside that.
  const record: OperationOutcome = {};
  const request = { query, operationName, variables, isTrusted, mayChange: false };
  const answer = await graph.pipeline.answer(request, { ...context, record, describesCost: false });
  if (context.record) Object.assign(context.record, { hash: record.hash, cost: record.cost });
  return answer;
}

function withNotes(
  answer: Answer,
  { document, operation, prefix, estimate }: CheckedQuery,
  { graph, context, formatError, maxBytes }: ToolCall,
): z.output<typeof queryOutput> {
  const { schema, labels } = graph;
  const formatted = formatAnswer(answer, formatError);
  const { data, errors = [] } = Buffer.isBuffer(formatted)
    ? { data: JSON.parse(formatted.toString()).data }
    : formatted;
  if (!isJsonObject(data)) {
    if (errors.length === 0) throw new Error("Expected data or errors.");
    if (data === undefined) throw new CallRefused("errors" in answer ? (answer.errors ?? []) : []);
  }
  const provenance = takeProvenance(isJsonObject(data) ? data : {}, prefix);
  const isAdded = ({ path = [] }: GraphQLFormattedError) =>
    path.some((segment) => typeof segment === "string" && segment.startsWith(prefix));
  const own = errors.filter((error) => !isAdded(error));
  const notes = answerNotes({
    ...{ schema, labels, provenance, askedAt: context.begunAt, role: context.viewer.role },
    figures: selectedFigures(schema, document, operation),
  });
  if (own.length < errors.length) {
    notes.remarks.unshift(
      "Some origins or sources could not be read now: take no figure here for published.",
    );
  }
  if (own.length > 0) notes.remarks.unshift(`${own.length} fields could not be answered: see errors.`);
  if (isJsonObject(data)) requireFitting(data, notes, maxBytes);
  return {
    notes,
    data: isJsonObject(data) ? data : null,
    errors: own.slice(0, mostErrors).map(({ message, path = [], extensions }) => ({
      ...{ code: String(extensions?.code), message, path: path.join(".") },
    })),
    cost: Math.ceil(estimate.cost),
  };
}

const mostErrors = 20;
