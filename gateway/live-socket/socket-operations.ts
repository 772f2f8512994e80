import { setTimeout as pause } from "node:timers/promises";
import type { GraphQLError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { withRequestId } from "../../shared/http/server/request-id";
import type { ReadOperation } from "../http/read-operation";
import type { RequestParameters } from "../http/read-request";
import type { BeginOperation } from "../live-http/begin-operation";
import { formatErrors, formatThrown } from "../live-http/format-errors";
import type { PacedWriter } from "../live-http/paced-writer";
import { sendAnswers } from "../live-http/send-answers";
import { tooManyOperations } from "../live-http/shared-stream";
import type { RefusalThrottle } from "../rates/refusal-throttle";
import type { GatewayContext } from "../request/context";
import type { OperationRecord } from "../request/operation-record";
import type { PartSignals } from "../request/request-signals";

/** The operations of one socket, by the ids that its client gives them. */
export interface SocketOperations {
  has(id: string): boolean;
  /** Begins one, and sends what comes of it. */
  begin(id: string, parameters: RequestParameters): Promise<void>;
  /** Its client has enough of it; one that has ended is none. */
  complete(id: string): void;
  /** Stops all of them. */
  stop(): void;
}

/** What an operation is done with: whose it is, and when its time is up. */
export type OperationContext = GatewayContext & { record: OperationRecord; signals: PartSignals };

export interface SocketOperationsOptions {
  begin: BeginOperation;
  readOperation: ReadOperation;
  contextOf: (signal: AbortSignal) => OperationContext;
  /** Throws UNAUTHENTICATED where the socket's token holds no more. */
  verify: () => Promise<void>;
  /** The socket's token holds no more: with another one its client may come again. */
  unauthenticated: (why: GraphError) => void;
  formatError: ErrorFormatter;
  writer: PacedWriter;
  mostOperations: number;
  refusals: RefusalThrottle;
  /** Reads nothing of the client until then. */
  hold: (until: Promise<unknown>) => void;
  log: Logger;
}

export function createSocketOperations(options: SocketOperationsOptions): SocketOperations {
  const { writer, mostOperations, formatError, refusals, hold, log } = options;
  const running = new Map<string, AbortController>();

  const send = (type: "error" | "complete", id: string, payload?: unknown) =>
    writer.write(JSON.stringify({ id, type, payload }));
  const refuse = async (id: string, errors: readonly GraphQLError[], client: string) => {
    const delayed = pause(refusals.delayMs(client, 0));
    hold(delayed);
    await delayed;
    send("error", id, formatErrors(errors, formatError));
  };
  const run = async (id: string, parameters: RequestParameters, abort: AbortController) => {
    const context = options.contextOf(abort.signal);
    const { record, signals, rate } = context;
    const client = rate?.client ?? context.requestId;
    const startedAt = performance.now();
    try {
      if (running.size > mostOperations) {
        record.outcome = "RATE_LIMITED";
        return await refuse(id, [tooManyOperations(mostOperations)], client);
      }
      await options.verify();
      const operation = options.readOperation(parameters, { method: "POST", operation: record }, context);
      const begun = await options.begin(operation, context, abort.signal);
      signals.end();
      if (abort.signal.aborted) return;
      if ("refused" in begun) return await refuse(id, begun.refused, client);
      const lead = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
      record.answers = await sendAnswers(
        begun.answers,
        writer,
        (json) => writer.write(Buffer.concat([lead, json, end])),
        abort.signal,
      );
      if (!abort.signal.aborted) send("complete", id);
    } catch (error) {
      if (error instanceof GraphError && error.code === "UNAUTHENTICATED") {
        record.outcome = error.code;
        return options.unauthenticated(error);
      }
      const errors = formatThrown(error, formatError);
      record.outcome = String(errors[0]?.extensions?.code);
      if (!abort.signal.aborted) send("error", id, errors);
    } finally {
      signals.end();
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      log.info(
        { requestId: context.requestId, path: "/graphql", isSocket: true, ms, ...record },
        "operation",
      );
    }
  };
  return {
    has: (id) => running.has(id),
    async begin(id, parameters) {
      const abort = new AbortController();
      running.set(id, abort);
      await run(id, parameters, abort);
      // Another one may have the id by now.
      if (running.get(id) === abort) running.delete(id);
    },
    complete(id) {
      running.get(id)?.abort();
      running.delete(id);
    },
    stop() {
      for (const abort of running.values()) abort.abort();
      running.clear();
    },
  };
}

const end = Buffer.from("}");

/** Runs work under the id of a request, so that what is logged and sent on names it. */
export function underRequest(id: string, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => withRequestId(id, () => void work().then(resolve, reject)));
}
