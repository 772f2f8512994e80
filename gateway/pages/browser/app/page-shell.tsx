import { Anchor, Group, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { SessionMenu } from "../sign-in/session-menu";
import { useSession } from "../sign-in/use-viewer";
import { ErrorBoundary } from "../states/error-boundary";
import { Notice } from "../states/notice";
import { ColourSwitch } from "./colour-switch";
import icon from "./icon.svg";
import { LanguageSwitch } from "./language-switch";

export interface PageShellProps {
  /** Of the page, in the page's language; also of its window. */
  title: string;
  children: ReactNode;
}

/** What every page has: the header with language, colours and sign-in, and one main part. */
export function PageShell({ title, children }: PageShellProps) {
  const { t } = useTranslation();
  const { expired } = useSession();
  useEffect(() => {
    document.title = `${title} · ${t("graph")}`;
  }, [title, t]);
  return (
    <>
      <button type="button" className="skip-link" onClick={skipToMain}>
        {t("skip")}
      </button>
      <header className="page-header">
        <Group justify="space-between" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <img src={icon} alt="" width={24} height={24} />
            <Title order={1} size="h4">
              {title}
            </Title>
            <Anchor href="/" size="sm" visibleFrom="sm">
              {t("graph")}
            </Anchor>
          </Group>
          <Group gap="xs">
            <ColourSwitch />
            <LanguageSwitch />
            <SessionMenu />
          </Group>
        </Group>
      </header>
      <main id="main" className="page-main" tabIndex={-1}>
        {expired && <Notice kind="warning">{t("signIn.expired")}</Notice>}
        <ErrorBoundary>{children}</ErrorBoundary>
      </main>
    </>
  );
}

/** Not by a link, which would replace the hash, in which the explorer keeps its query. */
function skipToMain(): void {
  document.querySelector<HTMLElement>("#main")?.focus();
}
