import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PanelDetailsProps } from "./panel-details";

const PanelDetails = lazy(async () => ({ default: (await import("./panel-details")).PanelDetails }));

/** The way from a panel's figures to what they mean, where they come from, their rows as files, and their query. */
export function PanelTools(props: Omit<PanelDetailsProps, "opened" | "onClose">) {
  const { t } = useTranslation("dashboard");
  const [opened, dialog] = useDisclosure(false);
  const [isAsked, setAsked] = useState(false);
  const open = () => {
    setAsked(true);
    dialog.open();
  };
  return (
    <>
      <Button
        className="not-printed"
        variant="subtle"
        size="compact-xs"
        onClick={open}
        aria-label={t("tools.openOf", { title: props.title })}
      >
        {t("tools.open")}
      </Button>
      {isAsked && (
        <Suspense fallback={null}>
          <PanelDetails {...props} opened={opened} onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}
