import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Cost, requestCost } from "../../api/cost";
import { localeOf } from "../../i18n/locale-of";
import { useLanguage } from "../../i18n/use-language";
import { useSession } from "../../sign-in/use-viewer";
import { type QueryDraft, queryOf } from "../query/draft";

/** What the query in the editor would cost, of what its reader may spend; while it is typed. */
export function CostLine({ draft }: { draft: QueryDraft }) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const { token } = useSession();
  const [typed] = useDebouncedValue(draft, 400);
  const { data } = useQuery({
    queryKey: ["cost", typed, token ?? null],
    queryFn: ({ signal }) => requestCost(queryOf(typed), signal),
    enabled: typed.query.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
  const number = new Intl.NumberFormat(localeOf(language));
  const isDear = data !== undefined && isOver(data);
  return (
    <Text size="xs" c={isDear ? "var(--mantine-color-error)" : "dimmed"} role="status" className="cost-line">
      {data?.cost == null || typed.query.trim() === ""
        ? t("cost.unknown")
        : t(data.budget == null ? "cost.free" : isDear ? "cost.over" : "cost.of", {
            cost: number.format(data.cost),
            budget: number.format(data.budget ?? 0),
            most: data.most ?? "–",
          })}
    </Text>
  );
}

function isOver({ cost, budget }: Cost): boolean {
  return cost !== null && budget !== null && cost > budget;
}
