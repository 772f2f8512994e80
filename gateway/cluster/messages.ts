/** What the primary tells a worker. */
export type PrimaryMessage =
  | { kind: "serve"; supergraphSdl: string }
  | { kind: "prepare"; supergraphSdl: string }
  | { kind: "commit" }
  | { kind: "discard" };

/** What a worker answers to `prepare`. Besides, it sends the reports of every process. */
export interface PreparedMessage {
  kind: "prepared";
  /** Why the supergraph is refused; absent when it is ready to be served. */
  refused?: string;
}

export function isPrimaryMessage(message: unknown): message is PrimaryMessage {
  return (
    kindOf(message) !== undefined && ["serve", "prepare", "commit", "discard"].includes(kindOf(message) ?? "")
  );
}

export function isPreparedMessage(message: unknown): message is PreparedMessage {
  return kindOf(message) === "prepared";
}

export function kindOf(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("kind" in message)) return undefined;
  return typeof message.kind === "string" ? message.kind : undefined;
}
