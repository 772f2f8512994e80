const unsent = new WeakSet<object>();

/**
 * The same error, noted as that of a request that failed before a byte of it went out. Another object: the reason of a
 * cancellation is the reason of others, too, which may have been sent.
 */
export function notSent(error: Error): Error {
  const own: Error = Object.create(error);
  unsent.add(own);
  return own;
}

/** Whether a request that failed so may have reached the subgraph. */
export function wasSent(reason: unknown): boolean {
  return !(typeof reason === "object" && reason !== null && unsent.has(reason));
}
