import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeQuery, type SavedDraft, saveQuery } from "../../api/saved-queries";
import { Dialog } from "../../dialogs/dialog";
import { useLanguage } from "../../i18n/use-language";
import { useSession } from "../../sign-in/use-viewer";
import { ErrorNotice } from "../../states/error-notice";
import { Notice } from "../../states/notice";
import { contentOf } from "../query/draft";
import type { DraftState } from "../query/use-draft";
import { slugOf } from "./slug-of";
import { savedQueriesChanged } from "./use-saved-queries";

/** Saves what is in the editor: over the saved query that is open, or as a new one. */
export function SaveDialog({ state, onClose }: { state: DraftState; onClose(): void }) {
  const { t } = useTranslation(["explorer", "common"]);
  const { token } = useSession();
  const language = useLanguage();
  const client = useQueryClient();
  const { saved } = state;
  const mayChange = saved?.mayChange === true;
  const [title, setTitle] = useState(saved?.title ?? "");
  const [name, setName] = useState(mayChange ? saved.name : undefined);
  const [everyone, setEveryone] = useState(mayChange && saved.visibility === "everyone");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const chosen = name ?? slugOf(title);
  // Another name makes another saved query: addresses that others have must stay what they are.
  const isChange = mayChange && chosen === saved.name;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const visibility = everyone ? "everyone" : "own";
      const draft: SavedDraft = {
        ...contentOf(state.draft),
        name: chosen,
        title: title.trim(),
        visibility,
        language,
      };
      const kept = isChange
        ? await changeQuery({ ...draft, version: saved.version })
        : await saveQuery(draft);
      state.markSaved(kept);
      await savedQueriesChanged(client);
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={t("save.title")}>
      <form onSubmit={submit}>
        <Stack>
          {token === undefined && <Notice kind="warning">{t("save.signIn")}</Notice>}
          <TextInput
            label={t("save.name")}
            value={title}
            onChange={({ currentTarget: { value } }) => setTitle(value)}
            maxLength={200}
            required
            data-autofocus
          />
          <TextInput
            label={t("save.slug")}
            description={t("save.slugExplain")}
            value={chosen}
            onChange={({ currentTarget: { value } }) => setName(value)}
            maxLength={64}
            required
          />
          <Checkbox
            label={t("save.everyone")}
            checked={everyone}
            onChange={({ currentTarget: { checked } }) => setEveryone(checked)}
          />
          {error !== undefined && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {isChange ? t("save.change") : t("save.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
