import { type QueryClient, useQuery } from "@tanstack/react-query";
import { listSavedQueries } from "../../api/saved-queries";
import { useSession } from "../../sign-in/use-viewer";

const key = "saved-queries";

/** Those that the viewer may open. */
export function useSavedQueries() {
  const { token } = useSession();
  return useQuery({
    queryKey: [key, token ?? null],
    queryFn: ({ signal }) => listSavedQueries(signal),
    structuralSharing: false,
  });
}

/** One was saved, changed or deleted. */
export function savedQueriesChanged(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [key] });
}
