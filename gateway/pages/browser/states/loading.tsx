import { Group, Loader, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Something is on its way; a screen reader tells it, too. */
export function Loading({ what }: { what?: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" role="status" p="sm">
      <Loader size="sm" aria-hidden />
      <Text size="sm">{what ?? t("loading")}</Text>
    </Group>
  );
}
