import { readParts } from "./read-parts";

/* A client that reads answers in parts, and asks the fixture's gateway for a unit whose tasks come later. */

export const deferredQuery =
  'query Ward { unit(code: "00004") { name ... @defer(label: "tasks") { overdue } } }';

/** As Apollo Client sends it. */
export const acceptsParts =
  "multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9";

export const firstPart = { data: { unit: { name: "Ba Đình" } }, hasNext: true };
export const secondPart = {
  incremental: [{ label: "tasks", path: ["unit"], data: { overdue: 3 } }],
  hasNext: false,
};

export interface AskedInParts {
  query?: string;
  variables?: Record<string, unknown>;
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** What is answered; its parts are read one after the other, each when it has come. */
export async function askInParts(url: string, asked: AskedInParts = {}) {
  const { query = deferredQuery, variables, accept = acceptsParts, headers, signal } = asked;
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept, ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  return { response, parts: readParts(response.body) };
}

export async function allParts(parts: AsyncIterable<unknown>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const part of parts) read.push(part);
  return read;
}
