import type { TFunction } from "i18next";
import type { AddressChange } from "../address/use-address";
import type { SearchQuery } from "../documents/documents";

/** Something that was found, and where it leads. */
export interface Finding {
  key: string;
  name: string;
  to?: AddressChange;
  /** Id of an element of that part. */
  anchor?: string;
}

export interface FindingGroup {
  title: string;
  found: readonly Finding[];
}

/** What the graph found, by what it is. A sector that is down has found nothing. */
export function findingsOf(answer: SearchQuery, t: TFunction<"dashboard">): FindingGroup[] {
  const { administrativeUnits, organizations, indicators, procedures } = answer;
  return [
    {
      title: t("search.units"),
      found: (administrativeUnits?.nodes ?? []).map(({ code, name, kind }) => ({
        key: `unit ${code}`,
        name: kind ? `${t(`unitKind.${kind}`)} ${name}` : (name ?? code),
        to: { part: "unit", code },
      })),
    },
    {
      title: t("search.organizations"),
      found: (organizations?.nodes ?? []).map(({ code, name }) => ({
        key: `organization ${code}`,
        name: `${name ?? code} (${code})`,
        to: { part: "organization", code },
      })),
    },
    {
      title: t("search.indicators"),
      found: (indicators?.nodes ?? []).map(({ code, name }) => ({
        key: `indicator ${code}`,
        name: name ?? code,
        to: { part: "figures" },
        anchor: `indicator-${code}`,
      })),
    },
    {
      title: t("search.procedures"),
      found: (procedures?.nodes ?? []).map(({ code, name, field }) => ({
        key: `procedure ${code}`,
        name: `${code} · ${name} (${field.name ?? field.code})`,
        to: { part: "dossiers" },
        anchor: "dossierFields",
      })),
    },
  ];
}
