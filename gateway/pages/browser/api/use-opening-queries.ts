import { useQuery } from "@tanstack/react-query";
import type { Language } from "../../../tables/table";
import { requestJson } from "./request-api";
import type { SavedContent } from "./saved-queries";

/** A query that ships with the explorer; see gateway/pages/opening-queries.ts. */
export type OpeningQuery = SavedContent & {
  file: string;
  sector: { name: string } & Record<Language, string>;
  title: Record<Language, string>;
};

/** The queries with which the explorer opens, in their order. */
export function useOpeningQueries() {
  return useQuery({
    queryKey: ["opening-queries"],
    queryFn: ({ signal }) => requestJson<OpeningQuery[]>("/pages/opening-queries.json", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
