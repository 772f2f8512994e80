import { useQuery } from "@tanstack/react-query";
import type { Label, Labels } from "../../../labels/labels";
import { requestJson } from "./request-api";

const none: Labels = { of: () => undefined };

/** Vietnamese labels of the schema; none while they come, and where the gateway has none. */
export function useLabels(): Labels {
  const { data } = useQuery({
    queryKey: ["labels"],
    queryFn: async ({ signal }): Promise<Labels> => {
      const labels = await requestJson<Record<string, [name: string, description: string]>>(
        "/labels.vi.json",
        { signal },
      );
      const known = new Map<string, Label>(
        Object.entries(labels).map(([coordinate, [name, description]]) => [
          coordinate,
          { name, description },
        ]),
      );
      return { of: (coordinate) => known.get(coordinate) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return data ?? none;
}
