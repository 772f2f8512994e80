import type { EditorView } from "@codemirror/view";
import { Button, Collapse, NativeSelect, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { GraphqlEditor, JsonEditor } from "../editor/lazy-editors";
import type { QueryDraft } from "../query/draft";
import { CostLine } from "./cost-line";
import { operationNames } from "./operation-names";

export interface GraphqlWorkspaceProps {
  draft: QueryDraft;
  onChange(draft: QueryDraft): void;
  onRun(): void;
  onView?: (view: EditorView | undefined) => void;
}

/** A query with its variables, and what it would cost. */
export function GraphqlWorkspace({ draft, onChange, onRun, onView }: GraphqlWorkspaceProps) {
  const { t } = useTranslation("explorer");
  const [shown, { toggle }] = useDisclosure(draft.variables.trim() !== "");
  const variablesId = useId();
  const names = operationNames(draft.query);
  return (
    <Stack gap="xs">
      <GraphqlEditor
        label={t("query.label")}
        value={draft.query}
        onChange={(query) => onChange({ ...draft, query })}
        onRun={onRun}
        {...(onView && { onView })}
      />
      {names.length > 1 && (
        <NativeSelect
          size="xs"
          label={t("query.operation")}
          data={names}
          value={draft.operationName ?? names[0] ?? ""}
          onChange={({ currentTarget }) => onChange({ ...draft, operationName: currentTarget.value })}
        />
      )}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={shown}
          aria-controls={variablesId}
          onClick={toggle}
        >
          {shown ? "▾" : "▸"} {t("query.variables")}
        </Button>
        <Collapse id={variablesId} expanded={shown}>
          {shown && (
            <JsonEditor
              label={t("query.variables")}
              value={draft.variables}
              onChange={(variables) => onChange({ ...draft, variables })}
              onRun={onRun}
            />
          )}
        </Collapse>
      </div>
      <CostLine draft={draft} />
    </Stack>
  );
}
