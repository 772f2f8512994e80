import { NativeSelect, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Light, dark, or as the system is set. */
export function ColourSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const options = (["auto", "light", "dark"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <NativeSelect
      size="xs"
      w="7rem"
      aria-label={t("colours")}
      data={options}
      value={colorScheme}
      onChange={({ currentTarget: { value } }) =>
        setColorScheme(value === "light" || value === "dark" ? value : "auto")
      }
    />
  );
}
