import { Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../dialogs/dialog";
import { keepFile, loadFile } from "../../download/download-file";
import { useLanguage } from "../../i18n/use-language";
import { ErrorNotice } from "../../states/error-notice";
import type { Live } from "../live/use-live";
import { explorerAddress } from "./explorer-address";
import type { Origin } from "./origin-mark";
import type { PanelName } from "./panel-name";
import { type Source, SourceLink } from "./source-link";

export interface PanelDetailsProps {
  opened: boolean;
  onClose(): void;
  name: PanelName;
  title: string;
  live: Pick<Live<unknown>, "documentId" | "variables">;
  list: string;
  origins: readonly Origin[];
  sources: readonly (Source | null | undefined)[];
}

/** What a panel's figures mean, where they come from, and its rows and query to take away. */
export function PanelDetails(props: PanelDetailsProps) {
  const { name, title, opened, onClose, live, list, origins, sources } = props;
  const { t } = useTranslation("dashboard");
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<string>();
  const { documentId, variables } = live;
  const found = new Map(sources.flatMap((source) => (source ? [[source.code, source] as const] : [])));
  const download = async (format: "csv" | "xlsx") => {
    setBusy(format);
    setError(undefined);
    try {
      const query = { documentId, variables: { ...variables }, list };
      const file = { format, language, locale: language, fileName: name };
      const { signal } = new AbortController();
      keepFile(await loadFile({ kind: "trusted", query }, file, signal, () => undefined));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(undefined);
    }
  };
  const openQuery = async () => {
    setError(undefined);
    try {
      location.assign(await explorerAddress(documentId, variables, language));
    } catch (failure) {
      setError(failure);
    }
  };
  const kinds = [...new Set(origins)].filter((origin) => origin !== null && origin !== undefined);
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack gap="sm">
        <div>
          <Text fw={700} size="sm">
            {t("tools.definition")}
          </Text>
          <Text size="sm">{t(`panels.${name}.about`)}</Text>
        </div>
        <div>
          <Text fw={700} size="sm">
            {t("tools.sources")}
          </Text>
          <List size="sm">
            {kinds.map((origin) => (
              <List.Item key={origin}>{t(`origin.${origin}Explain`)}</List.Item>
            ))}
            {[...found.values()].map((source) => (
              <List.Item key={source.code}>
                <SourceLink source={source} />
              </List.Item>
            ))}
          </List>
        </div>
        <Group gap="xs">
          {(["csv", "xlsx"] as const).map((format) => (
            <Button
              key={format}
              size="xs"
              variant="default"
              loading={busy === format}
              onClick={() => download(format)}
            >
              {t(`tools.${format}`)}
            </Button>
          ))}
          <Anchor component="button" type="button" size="sm" onClick={openQuery}>
            {t("tools.query")}
          </Anchor>
        </Group>
        {error !== undefined && <ErrorNotice error={error} />}
      </Stack>
    </Dialog>
  );
}
