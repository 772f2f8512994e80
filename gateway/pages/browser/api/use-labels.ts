import { useQuery } from "@tanstack/react-query";
import { type LabelList, type Labels, labelsOf } from "../../../labels/labels";
import { requestJson } from "./request-api";

const none: Labels = { of: () => undefined };

/** Vietnamese labels of the schema; none while they come, and where the gateway has none. */
export function useLabels(): Labels {
  const { data } = useQuery({
    queryKey: ["labels"],
    queryFn: async ({ signal }) => labelsOf(await requestJson<LabelList>("/labels.vi.json", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return data ?? none;
}
