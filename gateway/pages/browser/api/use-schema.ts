import { useQuery } from "@tanstack/react-query";
import { buildSchema, type GraphQLSchema } from "graphql";
import { requestApi } from "./request-api";

/** The graph's schema; undefined while it comes. Loaded once: a new one comes with a reload. */
export function useSchema(): { schema: GraphQLSchema | undefined; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ["schema"],
    queryFn: async ({ signal }) => {
      const response = await requestApi("/schema.graphql", { signal });
      // What the gateway serves is valid; checking it again takes four times as long.
      return buildSchema(await response.text(), { assumeValidSDL: true, noLocation: true });
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return { schema: data, error };
}
