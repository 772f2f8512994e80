import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { DraftState } from "../query/use-draft";
import { SaveDialog } from "./save-dialog";

/** Opens the dialog in which what is in the editor is saved. */
export function SaveButton({ state, disabled }: { state: DraftState; disabled: boolean }) {
  const { t } = useTranslation("explorer");
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button size="sm" variant="default" onClick={dialog.open} disabled={disabled}>
        {t("save.open")}
      </Button>
      {opened && <SaveDialog state={state} onClose={dialog.close} />}
    </>
  );
}
