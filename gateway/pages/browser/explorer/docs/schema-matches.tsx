import { Button, Text, UnstyledButton } from "@mantine/core";
import type { GraphQLSchema } from "graphql";
import { useTranslation } from "react-i18next";
import type { Labels } from "../../../../labels/labels";
import { useLanguage } from "../../i18n/use-language";
import { Empty } from "../../states/empty";
import { useSchemaSearch } from "./use-schema-search";

export interface SchemaMatchesProps {
  schema: GraphQLSchema;
  labels: Labels;
  text: string;
  onOpen(coordinate: string): void;
  /** Absent where there is no editor. */
  onInsert: ((way: string) => void) | undefined;
}

/** What a search has found, best first. */
export function SchemaMatches({ schema, labels, text, onOpen, onInsert }: SchemaMatchesProps) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const matches = useSchemaSearch(schema, labels, text);
  return (
    <>
      <Text size="xs" c="dimmed" role="status">
        {t("schema.found", { number: String(matches.length) })}
      </Text>
      {matches.length === 0 && <Empty>{t("schema.nothing")}</Empty>}
      <ul className="plain-list">
        {matches.map(({ coordinate, description, vi, way }) => (
          <li key={coordinate}>
            <UnstyledButton className="list-button" onClick={() => onOpen(coordinate)}>
              <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
                {vi ? `${vi.name} · ` : ""}
                <code>{coordinate}</code>
              </Text>
              <Text size="xs" c="dimmed" lineClamp={2}>
                {language === "vi" ? (vi?.description ?? description) : description}
              </Text>
            </UnstyledButton>
            {onInsert && way !== undefined && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => onInsert(way)}
                aria-label={t("schema.insertNamed", { name: coordinate })}
              >
                {t("schema.insert")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
