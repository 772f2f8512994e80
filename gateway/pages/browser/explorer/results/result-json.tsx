import { Button, CopyButton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Longer texts make a page slow; a file has them whole. */
const mostCharacters = 200_000;

/** JSON to read and to copy. */
export function ResultJson({ value }: { value: unknown }) {
  const { t } = useTranslation(["explorer", "common"]);
  const text = JSON.stringify(value, null, 2);
  const shown = text.slice(0, mostCharacters);
  return (
    <>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? t("common:copied") : t("common:copy")}
          </Button>
        )}
      </CopyButton>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it */}
      <pre className="result-json" tabIndex={0}>
        {shown}
      </pre>
      {shown.length < text.length && (
        <Text size="xs" c="dimmed">
          {t("results.cut")}
        </Text>
      )}
    </>
  );
}
