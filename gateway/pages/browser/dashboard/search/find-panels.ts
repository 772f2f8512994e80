import type { TFunction } from "i18next";
import { foldWords } from "../../../../schema-search/fold-words";
import type { Part } from "../address/read-address";
import type { PanelName } from "../figures/panel-name";
import type { FindingGroup } from "./findings-of";

/** The part in which each panel stands; those of one unit or organization are found by its name. */
const partOf: Partial<Record<PanelName, Part>> = {
  ...{ tasks: "city", warnings: "city", overdue: "city", weeks: "city", goals: "city", milestones: "city" },
  ...{ dossierTotals: "dossiers", dossierTime: "dossiers", dossierFields: "dossiers" },
  ...{ dossierUnits: "dossiers", dossierOrganizations: "dossiers", ranking: "dossiers" },
  ...{ indices: "innovation", coverage: "innovation", enterprises: "innovation", products: "innovation" },
  ...{ readiness: "infrastructure", failing: "infrastructure", applications: "infrastructure" },
  ...{ systems: "infrastructure", catalogue: "infrastructure", figures: "figures" },
};

/**
 * Panels whose title, in the page's language, has every word that is looked for; then those whose meaning speaks of it, in the
 * very words.
 */
export function findPanels(text: string, t: TFunction<"dashboard">): FindingGroup[] {
  const words = foldWords(text);
  const names = Object.keys(partOf) as PanelName[];
  const named = names.filter((name) => {
    const folded = foldWords(t(`panels.${name}.title`));
    return words.every((word) => folded.some((other) => other.startsWith(word)));
  });
  const phrase = ` ${words.join(" ")}`;
  const meant = names.filter(
    (name) => !named.includes(name) && ` ${foldWords(t(`panels.${name}.about`)).join(" ")}`.includes(phrase),
  );
  const found = [...named, ...(words.length > 0 ? meant : [])].flatMap((name) => {
    const part = partOf[name];
    const title = t(`panels.${name}.title`);
    return part === undefined ? [] : [{ key: `panel ${name}`, name: title, to: { part }, anchor: name }];
  });
  return [{ title: t("search.panels"), found }];
}
