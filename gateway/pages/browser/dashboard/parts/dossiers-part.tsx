import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error";
import { Notice } from "../../states/notice";
import { grains } from "../address/read-address";
import { go } from "../address/use-address";
import { DossierPlaces, Dossiers, ServiceIndex } from "../documents/documents";
import { FieldsPanel } from "../dossiers/fields-panel";
import { PlacesPanels } from "../dossiers/places-panels";
import { RankingPanel } from "../dossiers/ranking-panel";
import { TimePanel } from "../dossiers/time-panel";
import { TotalsPanel } from "../dossiers/totals-panel";
import { useFormat } from "../figures/use-format";
import { useLive } from "../live/use-live";
import { firstDay, isMonthEnd, monthOf, type View } from "../view";

/** Dossiers of administrative procedures, from 1 July 2025 to the day that is shown. */
export function DossiersPart({ address: { grain }, asOf, day }: View) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const { lang } = format;
  // Days and weeks of four months would be more than a picture shows: two months of days.
  const from = grain === "DAY" ? `${monthOf(day, -1)}-01` : firstDay;
  const start = from < firstDay ? firstDay : from;
  const filter = { receivedOn: { gte: start, lte: day } };
  const dossiers = useLive(Dossiers, { asOf, filter, grain, lang });
  const places = useLive(DossierPlaces, { asOf, filter, lang });
  // That of a month that is over: the current one has too few dossiers with a result.
  const month = asOf !== null && isMonthEnd(day) ? monthOf(day) : monthOf(day, -1);
  const ranking = useLive(ServiceIndex, { month, asOf, lang });
  const { error, errors } = dossiers;
  const told = [...errors, ...(error instanceof ApiError ? error.errors : [])];
  const isPublicDay =
    asOf !== null && told.some(({ extensions }) => extensions?.argument?.includes("asOf") ?? false);
  return (
    <>
      <div className="part-controls not-printed">
        <SegmentedControl
          size="xs"
          aria-label={t("steps.label")}
          data={grains.map((value) => ({ value, label: t(`steps.${value}`) }))}
          value={grain}
          onChange={(value) => {
            const chosen = grains.find((each) => each === value);
            if (chosen) go({ grain: chosen });
          }}
        />
        <span>{t("period", { from: format.day(start), to: format.day(day) })}</span>
      </div>
      {isPublicDay && <Notice kind="warning">{t("states.publicDay")}</Notice>}
      <div className="panels">
        <TotalsPanel live={dossiers} />
        <TimePanel live={dossiers} />
        <FieldsPanel live={dossiers} />
        <PlacesPanels live={places} />
        <RankingPanel live={ranking} />
      </div>
    </>
  );
}
