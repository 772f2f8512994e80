import { useQuery } from "@tanstack/react-query";
import type { AnyVariables } from "@urql/core";
import type { ToldError } from "../../api/api-error";
import { useSession } from "../../sign-in/use-viewer";
import type { TrustedDocument } from "../documents/trusted-document";
import { requestDocument } from "./request-document";

/** How often what is shown is asked for again, in milliseconds. */
export const refreshMs = 30_000;

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
  /** The data is that of other variables, while the answer to these is on its way. */
  isOutdated: boolean;
  retry(): void;
}

/**
 * A document's answer, kept up to date while the page shows it: every `refreshMs`, when the page is looked at again, and
 * when the network is back. The one place that knows how; live queries can take its place here.
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TrustedDocument<Data, Variables>,
  variables: NoInfer<Variables>,
  { enabled = true }: { enabled?: boolean } = {},
): Live<Data> {
  const { token } = useSession();
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["graph", document.documentId, variables, token ?? null],
    queryFn: ({ signal }) => requestDocument(document, variables, signal),
    refetchInterval: refreshMs,
    refetchOnWindowFocus: true,
    // Of other variables, but never what somebody else was allowed to see.
    placeholderData: (before, query) => (query?.queryKey[3] === (token ?? null) ? before : undefined),
    enabled,
  });
  return {
    ...{ documentId: document.documentId, variables: variables ?? {} },
    data: data?.data,
    errors: data?.errors ?? [],
    error,
    isOutdated: isPlaceholderData,
    retry: () => void refetch(),
  };
}
