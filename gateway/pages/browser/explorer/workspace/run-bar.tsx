import { Button, CopyButton, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DownloadButton } from "../download/download-button";
import { contentOf, type Draft } from "../query/draft";
import { writeDraft } from "../query/draft-address";
import type { DraftState } from "../query/use-draft";
import type { RunState } from "../query/use-run";
import { SaveButton } from "../saved/save-button";
import { prettify } from "./prettify";

export interface RunBarProps {
  state: DraftState;
  run: RunState;
  onRun(): void;
}

/** What can be done with what is in the editors. */
export function RunBar({ state, run, onRun }: RunBarProps) {
  const { t } = useTranslation("explorer");
  const { draft, change } = state;
  const isEmpty = draft.mode === "sql" ? draft.sql.sql.trim() === "" : draft.graphql.query.trim() === "";
  return (
    <Group gap="xs" my="xs" role="toolbar" aria-label={t("run.toolbar")}>
      {run.running ? (
        <Button size="sm" color="red" onClick={run.stop}>
          {t("run.stop")}
        </Button>
      ) : (
        <Button size="sm" onClick={onRun} disabled={isEmpty} title={t("run.keys")}>
          ▶ {t("run.run")}
        </Button>
      )}
      <DownloadButton draft={draft} run={run} disabled={isEmpty} />
      <SaveButton state={state} disabled={isEmpty || !isReadable(draft)} />
      <CopyButton value={`${location.origin}${location.pathname}${location.search}${writeDraft(draft)}`}>
        {({ copied, copy }) => (
          <Button size="sm" variant="default" onClick={copy} disabled={isEmpty}>
            {copied ? t("run.linkCopied") : t("run.link")}
          </Button>
        )}
      </CopyButton>
      {draft.mode === "graphql" && (
        <Button size="sm" variant="subtle" disabled={isEmpty} onClick={() => change(prettify(draft))}>
          {t("run.prettify")}
        </Button>
      )}
    </Group>
  );
}

function isReadable(draft: Draft): boolean {
  try {
    contentOf(draft);
    return true;
  } catch {
    // Variables that are being typed; running them says what is wrong.
    return false;
  }
}
