import { type AnyVariables, Client, type CombinedError, fetchExchange } from "@urql/core";
import { ApiError, noAnswer, notReached, type ToldError } from "../../api/api-error";
import { session } from "../../session/session";
import type { TrustedDocument } from "../documents/trusted-document";
import { earlyKey, takeEarly } from "./early-requests";

/** What came of a document. Parts of the data may be missing, each with an error. */
export interface DocumentAnswer<Data> {
  data: Data;
  errors: readonly ToldError[];
  /** It is what the public sees, and somebody is signed in. */
  isOfPublic?: boolean;
}

/*
 * Documents are asked for by GET: the browser then keeps each answer with its ETag, and a poll that changes nothing costs
 * a 304 without a body. react-query keeps what the page shows, so there is no cache here.
 */
const client = new Client({
  url: "/graphql",
  exchanges: [fetchExchange],
  preferGetMethod: true,
  requestPolicy: "network-only",
  fetchOptions: () => {
    const token = session.token();
    return {
      credentials: "same-origin",
      headers: {
        "apollographql-client-name": "dashboard",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    };
  },
});

/** Asks the graph for a document, as who is signed in. Throws ApiError where it has no data at all. */
export async function requestDocument<Data, Variables extends AnyVariables>(
  document: TrustedDocument<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<DocumentAnswer<Data>> {
  const early = takeEarly(earlyKey(document.documentId, variables ?? {}, session.token()));
  const asked = client.query<Data, Variables>(document, variables, {
    fetch: (input, options) => early ?? fetch(input, { ...options, signal }),
  });
  const { data, error } = await asked.toPromise();
  if (data !== undefined && data !== null) return { data, errors: error ? toldErrors(error) : [] };
  signal.throwIfAborted();
  throw apiErrorOf(error);
}

function apiErrorOf(error: CombinedError | undefined): ApiError {
  const response: unknown = error?.response;
  const status = response instanceof Response ? response.status : 0;
  const told = error ? toldErrors(error) : [];
  const code = status === 0 ? notReached : noAnswer;
  const failure = new ApiError(
    status,
    told.length > 0 ? told : [{ message: "", extensions: { code } }],
    error && { cause: error },
  );
  if (failure.code === "UNAUTHENTICATED") session.expire();
  return failure;
}

function toldErrors({ graphQLErrors }: CombinedError): ToldError[] {
  return graphQLErrors.map(({ message, path, extensions }) => ({
    message,
    ...(path && { path }),
    ...(extensions && { extensions: extensions as NonNullable<ToldError["extensions"]> }),
  }));
}
