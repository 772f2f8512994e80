import type { FastifyReply, FastifyRequest } from "fastify";
import type { ErrorFormatter } from "../../../shared/http/server/format-error";
import { formatAnswer, isRefused, recordOutcomes } from "../../http/format-answer";
import type { Pipeline } from "../../pipeline/pipeline";
import type { GatewayContext } from "../../request/context";
import type { OperationOutcome } from "../../request/operation-record";
import type { TrustedDocuments } from "../../trusted/trusted-documents";
import type { AskDocument, DocumentAnswer } from "./first-views";

export interface AskForPageOptions {
  /** Of the graph that new requests are answered from. */
  pipeline: () => Pipeline;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  trusted: Pick<TrustedDocuments, "textOf">;
}

/** What a request for a page asks the graph for. */
export interface PageAsking {
  ask: AskDocument;
  /** Charges the client as for an operation of this cost. */
  charge(cost: number): Promise<void>;
  /** Writes into the request log how it ended. */
  end(): void;
}

/** What has not come after so many milliseconds is left to the scripts of the page, which ask for it themselves. */
const lateMs = 700;

/**
 * Asks the graph for documents of a page as who has requested it: identity, cost, rates, protection and the request log are
 * those of a request at /graphql that asks for several documents. Only trusted ones are asked for.
 */
export function askForPage(
  page: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { pipeline, contextOf, formatError, trusted }: AskForPageOptions,
): PageAsking {
  const context = contextOf(request, reply);
  const { record } = context;
  if (request.operation) request.operation.client = page;
  const outcomes: OperationOutcome[] = [];
  const answers: ReturnType<typeof formatAnswer>[] = [];
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(late.resolve, lateMs, undefined).unref();
  const answerOf = async (query: string, variables: Record<string, unknown>): Promise<DocumentAnswer> => {
    const own: OperationOutcome = {};
    const operation = { query, variables, isTrusted: true, mayChange: false };
    const answer = formatAnswer(await pipeline().answer(operation, { ...context, record: own }), formatError);
    outcomes.push(own);
    answers.push(answer);
    return {
      body: Buffer.isBuffer(answer) ? answer.toString() : JSON.stringify(answer),
      isRefused: isRefused(answer),
    };
  };
  return {
    async ask({ documentId, variables }) {
      const query = trusted.textOf(documentId, page);
      if (query === undefined) throw new Error(`Expected a trusted document ${documentId} of ${page}.`);
      const answer = answerOf(query, variables);
      // One that comes too late may fail, too, when nobody is there to be told.
      answer.catch(() => undefined);
      return Promise.race([answer, late.promise]);
    },
    charge: async (cost) => void (await context.rate?.charge(cost)),
    end() {
      clearTimeout(timer);
      if (!request.operation || record === undefined) return;
      request.operation.batch = outcomes;
      recordOutcomes(request.operation, answers);
    },
  };
}
