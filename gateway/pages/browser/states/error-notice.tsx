import { Alert, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error";
import { messageOf } from "./message-of";

/** Says what went wrong, by which code to ask about it, and how to go on. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert" title={t("errors.title")}>
      <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
        {messageOf(error, t)}
      </Text>
      {error instanceof ApiError && (
        <Text size="xs" mt={4}>
          {t("errors.code", { code: error.code })}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </Alert>
  );
}
