import { Button, Checkbox, FileInput, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportProgress } from "../api/imports";
import { localeOf } from "../i18n/locale-of";
import { useLanguage } from "../i18n/use-language";
import { ErrorNotice } from "../states/error-notice";
import { Report } from "./report";
import { useSending } from "./use-sending";

/** Takes a file: tried first, then taken in; how far it is, and what is wrong with it. */
export function SendFile({ sector, name }: { sector: string; name: string }) {
  const { t } = useTranslation("import");
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [acceptHints, setAcceptHints] = useState(false);
  const { progress, answer, error, start, cancel } = useSending();
  const send = (dryRun: boolean) => {
    if (file) void start({ sector, import: name, file, dryRun, acceptHints, language });
  };
  return (
    <Stack gap="xs">
      <FileInput
        label={t("file")}
        accept=".xlsx,.csv,.txt,.tsv"
        value={file}
        onChange={setFile}
        disabled={progress !== undefined}
        clearable
        clearButtonProps={{ "aria-label": t("noFile") }}
      />
      <Checkbox
        label={t("acceptHints")}
        checked={acceptHints}
        onChange={({ currentTarget: { checked } }) => setAcceptHints(checked)}
      />
      <Group>
        <Button onClick={() => send(true)} disabled={!file || progress !== undefined} variant="default">
          {t("dryRun")}
        </Button>
        <Button onClick={() => send(false)} disabled={!file || progress !== undefined}>
          {t("takeIn")}
        </Button>
        {progress && (
          <Button variant="subtle" onClick={cancel}>
            {t("cancel")}
          </Button>
        )}
      </Group>
      {progress && <HowFar progress={progress} />}
      {error !== undefined && <ErrorNotice error={error} />}
      {answer && <Report answer={answer} />}
    </Stack>
  );
}

function HowFar({ progress: { step = "reading", bytes = 0, size } }: { progress: ImportProgress }) {
  const { t } = useTranslation("import");
  const number = new Intl.NumberFormat(localeOf(useLanguage()));
  const key = (["waiting", "checking", "writing", "finished"] as const).find((one) => step.startsWith(one));
  const share = key === undefined && size ? Math.min(100, (bytes / size) * 100) : undefined;
  const told = {
    step: t(`steps.${key ?? "reading"}`),
    read: number.format(Math.round(bytes / 10_000) / 100),
  };
  return (
    <div>
      <Progress value={share ?? 100} animated={share === undefined} aria-label={t("progress")} />
      <Text size="sm" role="status">
        {t("soFar", told)}
      </Text>
    </div>
  );
}
