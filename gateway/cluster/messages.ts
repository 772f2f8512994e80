/**
 * What the primary sends to a worker. `id` numbers the changes of the supergraph: a worker's answer, and what becomes of
 * the graph that it has prepared, belong to the change of the same number.
 */
export type PrimaryMessage =
  | { kind: "serve"; supergraphSdl: string }
  | { kind: "prepare"; id: number; supergraphSdl: string }
  | { kind: "commit"; id: number }
  | { kind: "discard"; id: number }
  /** Another supergraph will come soon. */
  | { kind: "expect" };

/** What a worker answers to `prepare`. Besides, it sends the reports of every process. */
export interface PreparedMessage {
  kind: "prepared";
  /** Of the change that is answered. */
  id: number;
  /** Why the supergraph is refused; absent when it is ready to be served. */
  refused?: string;
}

/** What a worker sends that has found a graph which was published: all workers are to serve it. */
export interface PublishedMessage {
  kind: "published";
  supergraphSdl: string;
}

export function isPublishedMessage(message: unknown): message is PublishedMessage {
  return kindOf(message) === "published";
}

/** What a worker sends that composes a graph: all workers may make ready for it. */
export interface ExpectedMessage {
  kind: "expected";
}

export function isExpectedMessage(message: unknown): message is ExpectedMessage {
  return kindOf(message) === "expected";
}

const primaryKinds = ["serve", "prepare", "commit", "discard", "expect"];

export function isPrimaryMessage(message: unknown): message is PrimaryMessage {
  return primaryKinds.includes(kindOf(message) ?? "");
}

export function isPreparedMessage(message: unknown): message is PreparedMessage {
  return kindOf(message) === "prepared";
}

export function kindOf(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("kind" in message)) return undefined;
  return typeof message.kind === "string" ? message.kind : undefined;
}
