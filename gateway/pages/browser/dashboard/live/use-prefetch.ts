import { useQueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { session } from "../../session/session";
import { readAddress } from "../address/read-address";
import { type AddressChange, addressOf } from "../address/use-address";
import { Today, type TodayQuery } from "../documents/documents";
import { documentsOf } from "../view/documents-of";
import { viewAt } from "../view/view-at";
import { type DocumentAnswer, requestDocument } from "./request-document";
import { queryKeyOf } from "./use-live";

/** What was asked for so long ago at most is not asked for once more before it is shown, in milliseconds. */
const freshMs = 60_000;

/**
 * Gives a function that asks for what another address will show, so that it is there when the reader goes to it. Called when
 * he is about to: each call costs him as much of his minute as going there. Nothing of a rendering depends on it, so that
 * hundreds of links may have it.
 */
export function usePrefetch(): (change: AddressChange) => void {
  const client = useQueryClient();
  return (change) => {
    const token = session.token();
    const known = client.getQueryData<DocumentAnswer<TodayQuery>>(queryKeyOf(Today, {}, token));
    const today = known?.data.warningList?.asOf;
    if (today === undefined) return;
    const { address } = readAddress(new URL(addressOf(change), location.href).search);
    const lang = i18next.language === "en" ? "EN" : "VI";
    for (const ask of documentsOf(viewAt(address, today), lang, token !== undefined)) {
      void ask((document, variables) =>
        client.prefetchQuery({
          queryKey: queryKeyOf(document, variables ?? {}, token),
          queryFn: ({ signal }) => requestDocument(document, variables, signal),
          staleTime: freshMs,
          retry: false,
        }),
      );
    }
  };
}
