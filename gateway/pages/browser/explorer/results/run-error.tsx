import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../states/error-notice";
import { Notice } from "../../states/notice";
import { VariablesError } from "../query/draft";

/** Why there is no answer; `onJson` shows the same query's JSON, which a query without a list has as well. */
export function RunError({ error, onJson }: { error: unknown; onJson?: () => void }) {
  const { t } = useTranslation("explorer");
  if (error instanceof VariablesError) {
    return (
      <Notice kind="error" title={t("query.variablesWrong")}>
        {error.message}
      </Notice>
    );
  }
  return (
    <>
      <ErrorNotice error={error} />
      {onJson && (
        <Button size="xs" variant="default" mt="xs" onClick={onJson}>
          {t("results.asJson")}
        </Button>
      )}
    </>
  );
}
