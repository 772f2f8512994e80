import { addDays } from "../../../shared/base/clock/calendar-day";
import { OrganizationKind } from "../../common/city/organization-kind";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";
import { readFormerUnits } from "../../common/unit/read-former-units";
import { type Organization, OrganizationAxis } from "../organization/organization";

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
  return readFormerUnits().map(({ code, kind, nameVi, nameEn, ...unit }) => {
    const district = `${unit.district.charAt(0).toLowerCase()}${unit.district.slice(1)}`;
    return {
      code: `F${code}`,
      shortNameVi: `UBND ${kindWords[kind].vi} ${nameVi}`,
      nameVi: `Ủy ban nhân dân ${kindWords[kind].vi} ${nameVi}, ${district}`,
      nameEn: `People's Committee of ${nameEn} ${kindWords[kind].en}, ${englishDistrict(unit.district)}`,
      kind: OrganizationKind.FORMER_COMMUNE_AUTHORITY,
      axis: OrganizationAxis.PEOPLES_COMMITTEE,
      parentCode: null,
      unitCode: null,
      existedFrom: null,
      existedUntil: addDays(firstDayOfUnits, -1),
      successorCodes: unit.successorCodes.map((successor) => `U${successor}`),
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
