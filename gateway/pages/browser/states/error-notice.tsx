import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error";
import { session } from "../session/session";
import { messageOf } from "./message-of";
import { Notice } from "./notice";

/** Says what went wrong: what its code means, the server's own sentence, and how to go on. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, i18n } = useTranslation(["codes", "common"]);
  const { t: common } = useTranslation();
  const code = error instanceof ApiError ? error.code : undefined;
  const isSignedOut = session.token() === undefined;
  const title =
    code === "UNAUTHENTICATED" && isSignedOut
      ? t("common:errors.signInNeeded")
      : code !== undefined && i18n.exists(code, { ns: "codes" })
        ? t(code as "NOT_FOUND")
        : t("common:errors.title");
  const message = messageOf(error, common);
  return (
    <Notice kind="error" title={title}>
      <Text size="sm" className="told-message" lang={code === undefined ? undefined : "en"}>
        {message}
      </Text>
      {isSignedOut && (code === "FORBIDDEN" || code === "UNAUTHENTICATED") && (
        <Text size="sm">{common("errors.signIn")}</Text>
      )}
      {code !== undefined && (
        <Text size="xs" mt={4}>
          {t("common:errors.code", { code })}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t("common:retry")}
        </Button>
      )}
    </Notice>
  );
}
