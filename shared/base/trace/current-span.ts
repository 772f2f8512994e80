import { AsyncLocalStorage } from "node:async_hooks";
import type { Span } from "./span";

const current = new AsyncLocalStorage<Span>();

/** Does `work` as a part of a span: all that it starts finds it by `currentSpan`. */
export function withSpan(span: Span | undefined, work: () => void): void {
  if (span) current.run(span, work);
  else work();
}

/** The span of the request that is being answered; undefined for one that is not traced. */
export function currentSpan(): Span | undefined {
  return current.getStore();
}
