import "./explorer.css";
import type { EditorView } from "@codemirror/view";
import { Button } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOpeningQueries } from "../api/use-opening-queries";
import { PageShell } from "../app/page-shell";
import { SidePanel } from "../dialogs/dialog";
import { Library } from "./library/library";
import { draftOf } from "./query/draft";
import { useDraft } from "./query/use-draft";
import { Workspace } from "./workspace/workspace";

/** From where on the library has room beside the editors. */
const wide = "(min-width: 62em)";

/** The page at `/`: queries of the graph, written or opened, and their answers as tables, charts and files. */
export function Explorer() {
  const { t } = useTranslation(["explorer", "common"]);
  const isWide = useMediaQuery(wide, undefined, { getInitialValueInEffect: false });
  const [opened, drawer] = useDisclosure(false);
  const [editor, setEditor] = useState<EditorView>();
  const state = useDraft(useFirstQuery());
  const library = <Library state={state} editor={editor} onOpen={drawer.close} />;
  return (
    <PageShell title={t("title")}>
      <div className="explorer">
        {isWide ? (
          <aside className="library" aria-label={t("library.label")}>
            {library}
          </aside>
        ) : (
          <>
            <Button variant="default" fullWidth mb="xs" onClick={drawer.open}>
              {t("library.open")}
            </Button>
            <SidePanel opened={opened} onClose={drawer.close} title={t("library.label")}>
              {library}
            </SidePanel>
          </>
        )}
        <Workspace state={state} onView={setEditor} />
      </div>
    </PageShell>
  );
}

/** Who comes without a query sees one, and not an empty editor. */
function useFirstQuery() {
  const first = useOpeningQueries().data?.[0];
  return useMemo(() => first && draftOf(first), [first]);
}
