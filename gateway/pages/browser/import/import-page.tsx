import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listImports } from "../api/imports";
import { PageShell } from "../app/page-shell";
import { useLanguage } from "../i18n/use-language";
import { useViewer } from "../sign-in/use-viewer";
import { ErrorNotice } from "../states/error-notice";
import { Loading } from "../states/loading";
import { Notice } from "../states/notice";
import { ChooseImport } from "./choose-import";
import { History } from "./history";
import { SendFile } from "./send-file";

/** The page at `/import`: files of departments, tried and taken in, and what became of them. */
export function ImportPage() {
  const { t } = useTranslation("import");
  const viewer = useViewer();
  const mayImport = viewer?.role === "admin" || viewer?.role === "editor";
  return (
    <PageShell title={t("title")}>
      {viewer === undefined ? (
        <Loading />
      ) : mayImport ? (
        <Files isAdmin={viewer.role === "admin"} />
      ) : (
        <Notice kind="warning">{t("signIn")}</Notice>
      )}
    </PageShell>
  );
}

function Files({ isAdmin }: { isAdmin: boolean }) {
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["imports", language],
    queryFn: ({ signal }) => listImports(language, signal),
  });
  const [chosen, setChosen] = useState<{ sector: string; name: string }>();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const open = data
    .map(({ sector, imports }) => ({
      sector,
      imports: imports.filter(({ isForEditors }) => isAdmin || isForEditors),
    }))
    .filter(({ imports }) => imports.length > 0);
  const sector = open.find((one) => one.sector === chosen?.sector) ?? open[0];
  const definition = sector?.imports.find(({ name }) => name === chosen?.name) ?? sector?.imports[0];
  if (!sector || !definition) return null;
  return (
    <Stack maw="70rem" mx="auto" p="sm">
      <ChooseImport
        sectors={open}
        sector={sector.sector}
        definition={definition}
        onChoose={(of, name) => setChosen({ sector: of, name })}
      />
      <SendFile key={`${sector.sector} ${definition.name}`} sector={sector.sector} name={definition.name} />
      <History sector={sector.sector} />
    </Stack>
  );
}
