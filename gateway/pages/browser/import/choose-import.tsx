import { Button, Group, NativeSelect, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DescribedImport, requestTemplate, type SectorImports } from "../api/imports";
import { useLanguage } from "../i18n/use-language";
import { ErrorNotice } from "../states/error-notice";

export interface ChooseImportProps {
  sectors: readonly SectorImports[];
  sector: string;
  definition: DescribedImport;
  onChoose(sector: string, name: string): void;
}

/** Which file it is: of which sector, of which kind; what its columns hold, and its template. */
export function ChooseImport({ sectors, sector, definition, onChoose }: ChooseImportProps) {
  const { t } = useTranslation("import");
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const imports = sectors.find((one) => one.sector === sector)?.imports ?? [];
  const getTemplate = async () => {
    setError(undefined);
    try {
      keep(await requestTemplate(sector, definition.name, language), `${definition.name}.xlsx`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div>
      <Group align="end">
        <NativeSelect
          label={t("sector")}
          data={sectors.map((one) => one.sector)}
          value={sector}
          onChange={({ currentTarget: { value } }) => onChoose(value, "")}
        />
        <NativeSelect
          label={t("kind")}
          data={imports.map(({ name, isForEditors }) => ({
            value: name,
            label: isForEditors ? name : `${name} (${t("onlyAdmins")})`,
          }))}
          value={definition.name}
          onChange={({ currentTarget: { value } }) => onChoose(sector, value)}
        />
        <Button variant="default" onClick={() => void getTemplate()}>
          ⭳ {t("template")}
        </Button>
      </Group>
      <Text size="sm" mt="xs">
        {definition.description}
      </Text>
      {error !== undefined && <ErrorNotice error={error} />}
      <Columns definition={definition} />
    </div>
  );
}

function Columns({ definition }: { definition: DescribedImport }) {
  const { t } = useTranslation("import");
  const language = useLanguage();
  return (
    <details>
      <summary>{t("columns")}</summary>
      <Table.ScrollContainer minWidth={300}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {(["column", "required", "expected", "example"] as const).map((key) => (
                <Table.Th key={key}>{t(key)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {definition.columns.map(({ key, header, required, expected, example }) => (
              <Table.Tr key={key}>
                <Table.Td>{header[language]}</Table.Td>
                <Table.Td>{required ? t("yes") : ""}</Table.Td>
                <Table.Td>{expected}</Table.Td>
                <Table.Td>{example}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}

function keep(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
