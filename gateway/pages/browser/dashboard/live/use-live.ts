import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { AnyVariables } from "@urql/core";
import { useEffect, useMemo, useState } from "react";
import type { ToldError } from "../../api/api-error";
import { useSession } from "../../sign-in/use-viewer";
import type { TrustedDocument } from "../documents/trusted-document";
import { noteAsked } from "./asked-documents";
import type { LiveSink } from "./follow-live";
import { type DocumentAnswer, requestDocument } from "./request-document";

/** How often what is shown is asked for again while it does not come by itself, in milliseconds. */
export const refreshMs = 30_000;

/** Who goes from day to day faster than that, in milliseconds, has nothing of them followed. */
const followAfterMs = 300;

/** For so long an answer is not asked for again: it has just come, or came with the page. In milliseconds. */
const freshMs = 5_000;

/** What a document answers now, and how it was asked. */
export interface Live<Data> {
  /** Hash of the document, and what it was asked with: how its rows become a file, and its query is opened. */
  documentId: string;
  variables: object;
  /** Undefined until the first answer, and where there is none. */
  data: Data | undefined;
  /** Of parts that are missing from the data. */
  errors: readonly ToldError[];
  /** Why there is no answer; the data of before stays beside it. */
  error: Error | null;
  /** The data is that of other variables, or of the public, while the answer to these is on its way. */
  isOutdated: boolean;
  /** The data is what the public sees, while what the reader may see is on its way. */
  isOfPublic: boolean;
  retry(): void;
}

/**
 * A document's answer, kept up to date while the page shows it. It is asked for once, and then held as a live query, whose
 * answers come whenever they change; where these do not come (no socket, or the gateway hears of no changes) it is asked for
 * every `refreshMs`, and always when the page is looked at again and when the network is back. The one place that knows how.
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TrustedDocument<Data, Variables>,
  variables: NoInfer<Variables>,
  { enabled = true }: { enabled?: boolean } = {},
): Live<Data> {
  const { token } = useSession();
  const queryClient = useQueryClient();
  const [isFollowed, setFollowed] = useState(false);
  const queryKey = queryKeyOf(document, variables ?? {}, token);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => requestDocument(document, variables, signal),
    refetchInterval: isFollowed ? false : refreshMs,
    staleTime: freshMs,
    refetchOnWindowFocus: true,
    // Of other variables, but never what somebody else was allowed to see; what the public sees may be seen by anybody.
    placeholderData: (before, query) => {
      const asker = query?.queryKey[3];
      if (asker === (token ?? null)) return before;
      return asker === null ? before && { ...before, isOfPublic: true } : undefined;
    },
    enabled,
  });
  if (enabled) noteAsked(document, variables ?? {});
  const isThere = enabled && data !== undefined && !isPlaceholderData;
  const asked = JSON.stringify(queryKey);
  // `asked` has all of the document, its variables and who asks.
  useEffect(() => {
    if (!isThere) return;
    const sink = {
      next: (answer: DocumentAnswer<Data>, isBehind: boolean) => {
        queryClient.setQueryData(queryKey, answer);
        setFollowed(!isBehind);
      },
      away: () => setFollowed(false),
    };
    let leave = () => {};
    const timer = setTimeout(() => {
      leave = followLater(document, variables ?? {}, token, sink);
    }, followAfterMs);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [isThere, asked]);
  // The same object while nothing has changed, so that what another answer changes is all that is rendered.
  return useMemo(
    () => ({
      ...{ documentId: document.documentId, variables: variables ?? {} },
      data: data?.data,
      errors: data?.errors ?? [],
      error,
      isOutdated: isPlaceholderData,
      isOfPublic: data?.isOfPublic === true,
      retry: () => void refetch(),
    }),
    [asked, data, error, isPlaceholderData, refetch],
  );
}

/** By what an answer is known: the document, its variables, and who asks. */
export function queryKeyOf(
  { documentId }: { documentId: string },
  variables: object,
  token: string | undefined,
): [string, string, object, string | null] {
  return ["graph", documentId, variables, token ?? null];
}

/** Follows a document as soon as what that takes is loaded, which the first view does not wait for. */
function followLater<Data, Variables extends AnyVariables>(
  document: TrustedDocument<Data, Variables>,
  variables: Record<string, unknown>,
  token: string | undefined,
  sink: LiveSink<Data>,
): () => void {
  let leave = () => {};
  let isOver = false;
  import("./follow-live").then(
    ({ followLive }) => {
      if (!isOver) leave = followLive(document, variables, token, sink);
    },
    // It is polled.
    () => sink.away(),
  );
  return () => {
    isOver = true;
    leave();
  };
}
