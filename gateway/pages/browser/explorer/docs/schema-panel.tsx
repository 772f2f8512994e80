import type { EditorView } from "@codemirror/view";
import { Anchor, Breadcrumbs, Stack, TextInput } from "@mantine/core";
import type { GraphQLSchema } from "graphql";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLabels } from "../../api/use-labels";
import { useSchema } from "../../api/use-schema";
import { ErrorNotice } from "../../states/error-notice";
import { Loading } from "../../states/loading";
import { insertWay } from "./insert-way";
import { SchemaMatches } from "./schema-matches";
import { SchemaType } from "./schema-type";

export interface SchemaPanelProps {
  /** Where fields are inserted; undefined while it is not shown. */
  editor: EditorView | undefined;
  onInsert(): void;
}

/** The schema: searched, or walked from type to type. */
export function SchemaPanel(props: SchemaPanelProps) {
  const { schema, error } = useSchema();
  if (error) return <ErrorNotice error={error} />;
  return schema ? <LoadedSchema schema={schema} {...props} /> : <Loading />;
}

/** A step of the way through the types; the element is shown first where one was looked for. */
interface Step {
  type: string;
  element?: string;
}

function LoadedSchema({ schema, editor, onInsert }: SchemaPanelProps & { schema: GraphQLSchema }) {
  const { t } = useTranslation("explorer");
  const labels = useLabels();
  const [text, setText] = useState("");
  const [way, setWay] = useState<readonly Step[]>([{ type: "Query" }]);
  const step = way.at(-1) ?? { type: "Query" };
  const open = (next: Step) => {
    setText("");
    setWay((now) => (now.at(-1)?.type === next.type ? [...now.slice(0, -1), next] : [...now, next]));
  };
  const openCoordinate = (coordinate: string) => {
    const [type = "Query", element] = coordinate.replace(/\(.*/, "").split(".");
    open({ type, ...(element !== undefined && { element }) });
  };
  const insert = (way: string) => {
    onInsert();
    if (editor) insertWay(editor, way);
  };
  const type = schema.getType(step.type);
  return (
    <Stack gap="xs">
      <TextInput
        size="sm"
        type="search"
        label={t("schema.search")}
        description={t("schema.searchExplain")}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {text.trim() !== "" ? (
        <SchemaMatches
          schema={schema}
          labels={labels}
          text={text}
          onOpen={openCoordinate}
          onInsert={editor && insert}
        />
      ) : (
        <>
          <nav aria-label={t("schema.way")}>
            <Breadcrumbs separatorMargin={4} style={{ flexWrap: "wrap" }}>
              {way.slice(-4).map((each, index, shown) => (
                <Anchor
                  // The way may lead to the same type twice.
                  key={index}
                  component="button"
                  type="button"
                  size="sm"
                  aria-current={index === shown.length - 1 ? "page" : undefined}
                  onClick={() => setWay((now) => now.slice(0, now.length - shown.length + index + 1))}
                >
                  {each.type}
                </Anchor>
              ))}
            </Breadcrumbs>
          </nav>
          {type && (
            <SchemaType
              key={`${step.type}.${step.element ?? ""}`}
              {...{ schema, type, labels, editor, onInsert }}
              element={step.element}
              onOpen={(name) => open({ type: name })}
            />
          )}
        </>
      )}
    </Stack>
  );
}
