/*
 * What the first view asks the graph for is asked before the page's scripts are there: a script of its own, of a kilobyte,
 * sends the requests while the others are on their way (`ask-early.ts`), so that figures come in the same round as the
 * scripts. The two share no module; they meet in this list of the window.
 *
 * Whichever runs first makes the list. Where the page is first, as its scripts may come out of the browser's cache, nothing
 * is asked early: an answer that nobody waits for would be taken for a new one by the next poll. One that was not taken in
 * the first seconds is out of date for the same reason.
 */

declare global {
  var earlyRequests: Map<string, EarlyRequest> | undefined;
}

export interface EarlyRequest {
  answer: Promise<Response>;
  /** By the window's own clock, in milliseconds. */
  askedAt: number;
}

const longestMs = 10_000;

/** What a request is known by: the document, its variables, and who asks. */
export function earlyKey(documentId: string, variables: object, token: string | undefined): string {
  return JSON.stringify([documentId, variables, token ?? null]);
}

/** The answer to a request that was sent early; it is taken once, and asked for in the usual way from then on. */
export function takeEarly(key: string): Promise<Response> | undefined {
  globalThis.earlyRequests ??= new Map();
  const found = globalThis.earlyRequests.get(key);
  globalThis.earlyRequests.delete(key);
  return found && performance.now() - found.askedAt < longestMs ? found.answer : undefined;
}
