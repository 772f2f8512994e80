import { Button, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "./notice";

/** Keeps the rest of a page when a part of it fails, and says so in its place. React has no hook for that. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <PartFailed error={this.state.error} />;
  }
}

function PartFailed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const message = error instanceof Error ? error.message : String(error);
  // A script of a former build is not there any more: the server was updated while the page was open.
  const outdated = /dynamically imported module|Importing a module script|preload CSS/i.test(message);
  return (
    <Notice kind="error" title={t(outdated ? "errors.outdated" : "errors.page")}>
      <Text size="sm">{t(outdated ? "errors.outdatedExplain" : "errors.pageExplain")}</Text>
      {!outdated && (
        <Text size="xs" mt="xs">
          {t("errors.details")}: {message}
        </Text>
      )}
      <Button size="xs" mt="sm" onClick={() => location.reload()}>
        {t("errors.reload")}
      </Button>
    </Notice>
  );
}
