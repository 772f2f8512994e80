import { session } from "../session/session";
import { ApiError, noAnswer, notReached, type ToldError } from "./api-error";

export interface ApiRequest {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** In place of the session's token: to try one that is not kept yet. */
  token?: string;
}

/**
 * A request to the gateway that served this page, with the session's token. Throws ApiError with what the server has
 * told where the answer is none of 2xx; a DOMException named AbortError where `signal` has ended it.
 */
export async function requestApi(path: string, request: ApiRequest = {}): Promise<Response> {
  const { method = request.body === undefined ? "GET" : "POST", body, signal } = request;
  const token = request.token ?? session.token();
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/graphql-response+json, application/json, */*;q=0.1",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, [{ message: "", extensions: { code: notReached } }], { cause });
  });
  if (response.ok) return response;
  const error = await readError(response);
  if (error.code === "UNAUTHENTICATED" && request.token === undefined) session.expire();
  throw error;
}

/** The same, for an answer of JSON. */
export async function requestJson<Answer>(path: string, request?: ApiRequest): Promise<Answer> {
  const response = await requestApi(path, request);
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    if (request?.signal?.aborted) throw cause;
    throw new ApiError(response.status, [{ message: "", extensions: { code: noAnswer } }], { cause });
  }
}

async function readError(response: Response): Promise<ApiError> {
  // Whatever stands before the gateway answers in its own way.
  const told = (await response.json().catch(() => undefined)) as { errors?: ToldError[] } | undefined;
  const errors = told?.errors?.length ? told.errors : [{ message: "", extensions: { code: noAnswer } }];
  return new ApiError(response.status, errors);
}
