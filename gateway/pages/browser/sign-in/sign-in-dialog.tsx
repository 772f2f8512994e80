import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialogs/dialog";
import { session } from "../session/session";
import { readClaims } from "../session/token-claims";
import { messageOf } from "../states/message-of";
import { Notice } from "../states/notice";
import { requestViewer } from "./use-viewer";

/** Takes a token, tries it at the gateway, and keeps it when the gateway accepts it. */
export function SignInDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const trimmed = token.trim().replace(/^bearer\s+/i, "");
    if (trimmed === "") return setProblem(t("signIn.noToken"));
    if (!readClaims(trimmed)) return setProblem(t("signIn.malformed"));
    setBusy(true);
    try {
      await requestViewer({ token: trimmed });
      session.signIn(trimmed);
      setToken("");
      setProblem(undefined);
      onClose();
    } catch (error) {
      setProblem(t("signIn.refused", { message: messageOf(error, t) }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened={opened} onClose={onClose} title={t("signIn.title")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("signIn.explain")}</Text>
          <PasswordInput
            label={t("signIn.token")}
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
          />
          {problem !== undefined && <Notice kind="error">{problem}</Notice>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("signIn.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
