import type { EditorView } from "@codemirror/view";
import { Anchor, Text } from "@mantine/core";
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { useTranslation } from "react-i18next";
import type { Labels } from "../../../../labels/labels";
import { useLanguage } from "../../i18n/use-language";
import { SchemaElement } from "./schema-element";

export interface SchemaTypeProps {
  schema: GraphQLSchema;
  type: GraphQLNamedType;
  labels: Labels;
  /** Name of the field or value that was looked for: it comes first. */
  element: string | undefined;
  editor: EditorView | undefined;
  onInsert(): void;
  onOpen(type: string): void;
}

/** A type with all that it has. */
export function SchemaType({ schema, type, labels, element, editor, onInsert, onOpen }: SchemaTypeProps) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const label = labels.of(type.name);
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  const values = isEnumType(type) ? type.getValues() : [];
  const first = <Each extends { name: string }>(all: readonly Each[]) =>
    all.toSorted((one, other) => Number(other.name === element) - Number(one.name === element));
  const shared = { type, labels, editor, onInsert, onOpen };
  return (
    <div className="schema-type">
      <Text component="h2" fw={700}>
        {label?.name ? `${label.name} · ` : ""}
        <code>{type.name}</code>
      </Text>
      <Text size="sm">{language === "vi" ? (label?.description ?? type.description) : type.description}</Text>
      <ul className="plain-list">
        {first(fields).map((field) => (
          <SchemaElement key={field.name} {...shared} element={field} isSought={field.name === element} />
        ))}
        {first(inputs).map((field) => (
          <SchemaElement key={field.name} {...shared} element={field} isSought={field.name === element} />
        ))}
        {first(values).map((value) => (
          <SchemaElement key={value.name} {...shared} element={value} isSought={value.name === element} />
        ))}
      </ul>
      {isAbstractType(type) && (
        <Text size="sm">
          {t("schema.possible")}{" "}
          {schema.getPossibleTypes(type).map(({ name }) => (
            <Anchor key={name} component="button" type="button" size="sm" mr={6} onClick={() => onOpen(name)}>
              {name}
            </Anchor>
          ))}
        </Text>
      )}
    </div>
  );
}
