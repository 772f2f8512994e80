import "./dashboard.css";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageShell } from "../app/page-shell";
import { Loading } from "../states/loading";
import { Notice } from "../states/notice";
import type { Part } from "./address/read-address";
import { useAddress } from "./address/use-address";
import { DayChoice } from "./day-choice";
import { useFormat } from "./figures/use-format";
import { AddressLink } from "./links/address-link";
import { useToday } from "./live/use-today";
import { CityPart } from "./parts/city-part";
import { DossiersPart } from "./parts/dossiers-part";
import { FiguresPart } from "./parts/figures-part";
import { InfrastructurePart } from "./parts/infrastructure-part";
import { InnovationPart } from "./parts/innovation-part";
import { OrganizationPart } from "./parts/organization-part";
import { UnitPart } from "./parts/unit-part";
import { SearchBox } from "./search/search-box";
import { type DaysShown, firstDay, type View } from "./view/view";
import { viewAt } from "./view/view-at";

const views: Record<Part, (view: View) => React.ReactNode> = {
  city: CityPart,
  dossiers: DossiersPart,
  innovation: InnovationPart,
  infrastructure: InfrastructurePart,
  figures: FiguresPart,
  unit: UnitPart,
  organization: OrganizationPart,
};

/** Parts that are always there; a unit's and an organization's are come to by a link or the search. */
const menu = ["city", "dossiers", "innovation", "infrastructure", "figures"] as const;

/**
 * The part that the address names. The city today needs not know which day that is, so it does not wait for it, and its
 * figures come with the first round of requests.
 */
function PartOf({ address, day, today, asOf }: DaysShown & Pick<View, "address">) {
  const Part = views[address.part];
  if (day !== undefined && today !== undefined) return <Part {...{ address, day, today, asOf }} />;
  return address.part === "city" && address.day === undefined ? (
    <CityPart {...{ asOf, day, today }} />
  ) : (
    <Loading />
  );
}

function isInMenu(part: Part): boolean {
  return (menu as readonly Part[]).includes(part);
}

/** The page at `/dashboard`: the city's figures for the committee, a department, a ward and the public. */
export function Dashboard() {
  const { t } = useTranslation("dashboard");
  const { address, problems } = useAddress();
  const { today } = useToday();
  const format = useFormat();
  const isFuture = address.day !== undefined && today !== undefined && address.day > today;
  const shown: DaysShown =
    today === undefined ? { asOf: null, day: undefined, today } : viewAt(address, today);
  const { asOf, day } = shown;
  return (
    <PageShell title={t("title")}>
      <div className="dashboard-bar not-printed">
        <nav aria-label={t("parts.label")}>
          {menu.map((part) => (
            <AddressLink key={part} to={{ part }} isCurrent={part === address.part} className="part-link">
              {t(`parts.${part}`)}
            </AddressLink>
          ))}
        </nav>
        <SearchBox />
        <DayChoice day={day} today={today} isPast={asOf !== null}>
          {address.part === "city" && (
            <Button size="xs" variant="default" onClick={() => print()}>
              {t("print")}
            </Button>
          )}
        </DayChoice>
      </div>
      <p className="printed-only">{t("printed", { day: format.day(day) })}</p>
      <div className="not-printed">
        {problems.map(({ parameter, value }) => (
          <Notice key={parameter} kind="warning">
            {t(`states.problem.${parameter}`, { value })}
          </Notice>
        ))}
        {isFuture && <Notice kind="warning">{t("states.future", { day: format.day(address.day) })}</Notice>}
        {day !== undefined && day < firstDay && (
          <Notice kind="warning">{t("states.before", { day: format.day(day) })}</Notice>
        )}
      </div>
      <p className="panel-note">{t("states.synthetic")}</p>
      {isInMenu(address.part) && <h2 className="told-only">{t(`parts.${address.part}`)}</h2>}
      <PartOf {...shown} address={address} />
    </PageShell>
  );
}
