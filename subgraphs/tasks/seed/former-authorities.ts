import { z } from "zod";
import { addDays } from "../../../shared/base/clock/calendar-day";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import { OrganizationKind } from "../../common/city/organization-kind";
import { firstDayOfUnits } from "../organization/current-organization";
import { type Organization, OrganizationAxis } from "../organization/organization";

const formerUnitRow = z.object({
  code: z.string().regex(/^\d{5}$/),
  name_vi: z.string(),
  name_en: z.string(),
  kind: z.enum(["WARD", "COMMUNE", "TOWNSHIP"]),
  district_vi: z.string(),
  successor_codes: z.string(),
});

/** No list of the identifiers was found in public. */
export const noIdentifier = { electronicIdentifier: null, identifierSourceId: null };

const kindWords = {
  WARD: { vi: "phường", en: "Ward" },
  COMMUNE: { vi: "xã", en: "Commune" },
  TOWNSHIP: { vi: "thị trấn", en: "Township" },
};

/**
 * The People's Committees of the 526 units of before 1 July 2025: `F` and the unit's code. The districts above them are no
 * organizations of the graph; their names distinguish units of one name in different districts.
 */
export function readFormerAuthorities(): Organization[] {
  const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/former-units.csv"), formerUnitRow);
  return rows.map(({ code, kind, name_vi, name_en, district_vi, successor_codes }) => {
    const district = `${district_vi.charAt(0).toLowerCase()}${district_vi.slice(1)}`;
    return {
      code: `F${code}`,
      shortNameVi: `UBND ${kindWords[kind].vi} ${name_vi}`,
      nameVi: `Ủy ban nhân dân ${kindWords[kind].vi} ${name_vi}, ${district}`,
      nameEn: `People's Committee of ${name_en} ${kindWords[kind].en}, ${englishDistrict(district_vi)}`,
      kind: OrganizationKind.FORMER_COMMUNE_AUTHORITY,
      axis: OrganizationAxis.PEOPLES_COMMITTEE,
      parentCode: null,
      unitCode: null,
      existedFrom: null,
      existedUntil: addDays(firstDayOfUnits, -1),
      successorCodes: successor_codes.split(";").map((successor) => `U${successor}`),
      ...noIdentifier,
    };
  });
}

const districtWords: [RegExp, string][] = [
  [/^Quận /, "District"],
  [/^Huyện /, "District"],
  [/^Thị xã /, "Town"],
];

/** `Quận Ba Đình` as `Ba Dinh District`. */
function englishDistrict(district: string): string {
  const plain = (text: string) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
  const [pattern, word] = districtWords.find(([start]) => start.test(district)) ?? [];
  if (pattern === undefined) throw new Error(`Expected a district; got ${district}.`);
  return `${plain(district.replace(pattern, ""))} ${word}`;
}
