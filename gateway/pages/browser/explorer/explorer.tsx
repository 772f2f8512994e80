import { useTranslation } from "react-i18next";
import { PageShell } from "../app/page-shell";

export function Explorer() {
  const { t } = useTranslation("explorer");
  return <PageShell title={t("title")}>…</PageShell>;
}
