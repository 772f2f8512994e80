import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ToldError } from "../../api/api-error";
import { Notice } from "../../states/notice";

export interface PartialNoticeProps {
  /** Fields at the top of the answer that a panel shows. */
  fields: readonly string[];
  errors: readonly ToldError[];
}

/**
 * Says that some figures of a panel are missing while others are there, as of a ward that several sectors tell of and one of
 * them is down: a dash alone would say that there is nothing to tell.
 */
export function PartialNotice({ fields, errors }: PartialNoticeProps) {
  const { t } = useTranslation("dashboard");
  const { t: code, i18n } = useTranslation("codes");
  const own = errors.filter(({ path }) => path !== undefined && fields.includes(String(path[0])));
  const codes = [...new Set(own.map(({ extensions }) => extensions?.code ?? ""))];
  if (codes.length === 0) return null;
  return (
    <Notice kind="warning">
      {t("states.partial")}
      {codes
        .filter((each) => i18n.exists(each, { ns: "codes" }))
        .map((each) => (
          <Text key={each} size="sm">
            {code(each as "NOT_FOUND")}
          </Text>
        ))}
    </Notice>
  );
}
