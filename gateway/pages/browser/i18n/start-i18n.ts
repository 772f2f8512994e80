import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../tables/table";
import { codesEn } from "./codes.en";
import { codesVi } from "./codes.vi";
import { commonEn } from "./common.en";
import { commonVi } from "./common.vi";
import { dashboardEn } from "./dashboard.en";
import { dashboardVi } from "./dashboard.vi";
import { explorerEn } from "./explorer.en";
import { explorerVi } from "./explorer.vi";
import { importEn } from "./import.en";
import { importVi } from "./import.vi";
import { schemasEn } from "./schemas.en";
import { schemasVi } from "./schemas.vi";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    // A text that is not there does not compile.
    resources: {
      common: typeof commonVi;
      explorer: typeof explorerVi;
      import: typeof importVi;
      schemas: typeof schemasVi;
      dashboard: typeof dashboardVi;
      codes: typeof codesVi;
    };
  }
}

/** Makes texts ready in a language. */
export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: ["vi", "en"],
    defaultNS: "common",
    interpolation: { escapeValue: false },
    resources: {
      vi: {
        common: commonVi,
        explorer: explorerVi,
        import: importVi,
        schemas: schemasVi,
        dashboard: dashboardVi,
        codes: codesVi,
      },
      en: {
        common: commonEn,
        explorer: explorerEn,
        import: importEn,
        schemas: schemasEn,
        dashboard: dashboardEn,
        codes: codesEn,
      },
    },
  });
}
