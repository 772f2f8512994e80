/*
 * What the first view asks the graph for is asked before the page's scripts are there: a script of its own, of a kilobyte,
 * sends the requests while the others are on their way (`ask-early.ts`), so that figures come in the same round as the
 * scripts. The two share no module; they meet in this list of the window.
 */

declare global {
  var earlyRequests: Map<string, Promise<Response>> | undefined;
}

/** What a request is known by: the document, its variables, and who asks. */
export function earlyKey(documentId: string, variables: object, token: string | undefined): string {
  return JSON.stringify([documentId, variables, token ?? null]);
}

/** The answer to a request that was sent early; it is taken once, and asked for in the usual way from then on. */
export function takeEarly(key: string): Promise<Response> | undefined {
  const found = globalThis.earlyRequests?.get(key);
  globalThis.earlyRequests?.delete(key);
  return found;
}
