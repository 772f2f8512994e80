import type { EditorView } from "@codemirror/view";
import { Anchor, Button, Group, Text } from "@mantine/core";
import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
} from "graphql";
import { useTranslation } from "react-i18next";
import type { Label, Labels } from "../../../../labels/labels";
import { useLanguage } from "../../i18n/use-language";
import { insertField } from "./insert-field";

type Element = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLEnumValue;

export interface SchemaElementProps {
  /** Whose element it is. */
  type: GraphQLNamedType;
  element: Element;
  labels: Labels;
  isSought: boolean;
  editor: EditorView | undefined;
  onInsert(): void;
  onOpen(type: string): void;
}

/** A field, an input field or a value: what it is called, what it is, and of which type. */
export function SchemaElement(props: SchemaElementProps) {
  const { t } = useTranslation("explorer");
  const { type, element, labels, isSought, editor, onInsert, onOpen } = props;
  const coordinate = `${type.name}.${element.name}`;
  const args = "args" in element ? element.args : [];
  const insert = () => {
    if (!editor || !("args" in element)) return;
    // A drawer that covers the editor closes first, and gives the focus back when it has.
    onInsert();
    insertField(editor, element, type.name === "Query");
  };
  return (
    <li className="schema-element" data-sought={isSought || undefined}>
      <Group justify="space-between" gap={4} wrap="nowrap" align="flex-start">
        <div className="schema-name">
          <code>{element.name}</code>
          {"type" in element && (
            <>
              {": "}
              <TypeLink type={element.type} onOpen={onOpen} />
            </>
          )}
        </div>
        {"args" in element && editor && (
          <Button
            size="compact-xs"
            variant="light"
            style={{ flexShrink: 0 }}
            onClick={insert}
            aria-label={t("schema.insertNamed", { name: element.name })}
          >
            {t("schema.insert")}
          </Button>
        )}
      </Group>
      <Meaning label={labels.of(coordinate)} description={element.description} />
      {args.length > 0 && (
        <details open={isSought}>
          <summary>{t("schema.arguments", { number: String(args.length) })}</summary>
          <ul className="plain-list">
            {args.map((arg) => (
              <Argument
                key={arg.name}
                arg={arg}
                label={labels.of(`${coordinate}(${arg.name}:)`)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

interface ArgumentProps {
  arg: GraphQLArgument;
  label: Label | undefined;
  onOpen(type: string): void;
}

function Argument({ arg, label, onOpen }: ArgumentProps) {
  return (
    <li className="schema-element">
      <div className="schema-name">
        <code>{arg.name}</code>: <TypeLink type={arg.type} onOpen={onOpen} />
      </div>
      <Meaning label={label} description={arg.description} />
    </li>
  );
}

/** The label, and the description in the page's language; English where there is no other. */
function Meaning({
  label,
  description,
}: {
  label: Label | undefined;
  description: string | null | undefined;
}) {
  const language = useLanguage();
  const text = language === "vi" ? (label?.description ?? description) : description;
  return (
    <Text size="xs" c="dimmed">
      {label && (
        <Text span size="xs" fw={600} lang="vi" c="var(--mantine-color-text)">
          {label.name}.{" "}
        </Text>
      )}
      {text}
    </Text>
  );
}

function TypeLink({ type, onOpen }: { type: GraphQLType; onOpen(type: string): void }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => onOpen(getNamedType(type).name)}>
      {type.toString()}
    </Anchor>
  );
}
