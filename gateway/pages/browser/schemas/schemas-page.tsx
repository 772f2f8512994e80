import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listSchemas } from "../api/schemas";
import { PageShell } from "../app/page-shell";
import { useViewer } from "../sign-in/use-viewer";
import { ErrorNotice } from "../states/error-notice";
import { Loading } from "../states/loading";
import { Notice } from "../states/notice";
import { Checks } from "./checks";
import { Deprecated } from "./deprecated";
import { Subgraphs } from "./subgraphs";

/** The page at `/schemas`: subgraphs with their versions, what is deprecated and who uses it still, recent checks. */
export function SchemasPage() {
  const { t } = useTranslation("schemas");
  const viewer = useViewer();
  const maySee = viewer?.role === "admin" || viewer?.role === "editor";
  return (
    <PageShell title={t("title")}>
      {viewer === undefined ? (
        <Loading />
      ) : maySee ? (
        <Schemas />
      ) : (
        <Notice kind="warning">{t("signIn")}</Notice>
      )}
    </PageShell>
  );
}

function Schemas() {
  const { t } = useTranslation("schemas");
  const { data, error, refetch } = useQuery({
    queryKey: ["schemas"],
    queryFn: ({ signal }) => listSchemas(signal),
  });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Stack maw="70rem" mx="auto" p="sm">
      {!data.isKept && <Notice kind="warning">{t("notKept")}</Notice>}
      <Subgraphs list={data} />
      <Deprecated list={data} />
      <Checks checks={data.checks} />
      <Text size="sm" c="dimmed">
        {t("days", { days: data.days })}{" "}
        {data.recordedSince === null ? t("neverRecorded") : t("recordedSince", { day: data.recordedSince })}
      </Text>
    </Stack>
  );
}
