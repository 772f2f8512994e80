import { GraphError } from "../../shared/base/errors/graph-error";
import type { HeldIdentity } from "./held-identity";
import type { OpenStream } from "./open-stream";
import { sendAnswers } from "./send-answers";

/** One stream of events that many operations share, from its reservation on. */
export interface SharedStream {
  readonly identity: HeldIdentity;
  /** Whether its stream is there. */
  readonly isOpen: boolean;
  /** Makes it a stream, which what was begun meanwhile waits for. Throws BAD_REQUEST where it is one. */
  open(openStream: () => OpenStream): OpenStream;
  /** Begins an operation under an id. Throws BAD_REQUEST, RATE_LIMITED. */
  add(id: string): SharedOperation;
  /** Stops an operation; of one that has ended, nothing. */
  stop(id: string): void;
  /** Ends all operations, and the stream without a word: its client opens another. */
  close(): void;
}

/** One of several operations whose answers go over one stream. */
export interface SharedOperation {
  readonly signal: AbortSignal;
  /** Writes answers as the stream is read, and what `failed` makes of what they throw. */
  send(answers: AsyncIterator<Buffer>, write: WriteShared): void;
  /** It has not begun, or is over. */
  end(): void;
}

/** How the answers of an operation are written among those of others. */
export interface WriteShared {
  next(json: Buffer): Buffer;
  complete(): string;
  failed(error: unknown): string;
}

export function createSharedStream(identity: HeldIdentity, mostOperations: number): SharedStream {
  const operations = new Map<string, AbortController>();
  const opened = Promise.withResolvers<OpenStream>();
  let stream: OpenStream | undefined;
  const add = (id: string): SharedOperation => {
    if (operations.has(id)) throw new GraphError("BAD_REQUEST", `The operation ${id} is under way already.`);
    if (operations.size >= mostOperations) throw tooManyOperations(mostOperations);
    const abort = new AbortController();
    operations.set(id, abort);
    const end = () => {
      // Another one may have the id by now.
      if (operations.get(id) === abort) operations.delete(id);
      abort.abort();
    };
    const send = async (answers: AsyncIterator<Buffer>, { next, complete, failed }: WriteShared) => {
      const open = await opened.promise;
      const last = await sendAnswers(answers, open, (json) => open.write(next(json)), abort.signal).then(
        complete,
        failed,
      );
      if (!abort.signal.aborted) open.write(last);
      end();
    };
    return { signal: abort.signal, send: (answers, write) => void send(answers, write), end };
  };
  return {
    identity,
    get isOpen() {
      return stream !== undefined;
    },
    open(openStream) {
      if (stream) throw new GraphError("BAD_REQUEST", "The stream is open already; reserve another one.");
      stream = openStream();
      opened.resolve(stream);
      return stream;
    },
    add,
    stop: (id) => operations.get(id)?.abort(),
    close() {
      for (const abort of operations.values()) abort.abort();
      operations.clear();
      stream?.end("");
    },
  };
}

/** One connection has as many operations as it may have. */
export function tooManyOperations(most: number): GraphError {
  const message = `Expected at most ${most} operations at a time over one connection; complete some, or open another one.`;
  return new GraphError("RATE_LIMITED", message, { retryAfter: 10 });
}
