import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keepLanguage } from "../i18n/language";
import { useLanguage } from "../i18n/use-language";

const names = [
  {
    value: "vi",
    label: (
      <span lang="vi">
        VI<span className="told-only"> – Tiếng Việt</span>
      </span>
    ),
  },
  {
    value: "en",
    label: (
      <span lang="en">
        EN<span className="told-only"> – English</span>
      </span>
    ),
  },
];

/** Vietnamese or English, for this page and the next visits. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const change = (value: string) => {
    keepLanguage(value === "en" ? "en" : "vi");
    void i18n.changeLanguage(value);
  };
  return (
    <SegmentedControl size="xs" aria-label={t("language")} data={names} value={language} onChange={change} />
  );
}
