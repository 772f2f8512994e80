import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DataOrigin } from "../documents/documents";

export type Origin = DataOrigin | null | undefined;

/** Whether figures are published, reported or synthetic, told in words: nobody may take an invented one for a real one. */
export function OriginMark({ origins }: { origins: readonly Origin[] }) {
  const { t } = useTranslation("dashboard");
  const found = [...new Set(origins.filter((origin) => origin !== null && origin !== undefined))].toSorted();
  return found.map((origin) => (
    <Badge
      key={origin}
      className="origin-mark"
      data-origin={origin}
      variant="outline"
      size="sm"
      title={t(`origin.${origin}Explain`)}
    >
      {t(`origin.${origin}`)}
    </Badge>
  ));
}
