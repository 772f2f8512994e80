import { setTimeout as pause } from "node:timers/promises";

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Posts a GraphQL request and reads the whole answer; a body that is no JSON is kept as text. */
export function postQuery(
  url: string,
  query: string,
  options: { variables?: Record<string, unknown>; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { variables, headers } = options;
  return request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parseOr(text) };
}

/** Asks again until the answer is not undefined. The test's own time limit ends it. */
export async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await pause(5);
  }
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
