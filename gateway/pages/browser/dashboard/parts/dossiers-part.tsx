import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../states/notice";
import { grains } from "../address/read-address";
import { go } from "../address/use-address";
import { DossierPlaces, Dossiers, ServiceIndex } from "../documents/documents";
import { FieldsPanel } from "../dossiers/fields-panel";
import { PlacesPanels } from "../dossiers/places-panels";
import { RankingPanel } from "../dossiers/ranking-panel";
import { TimePanel } from "../dossiers/time-panel";
import { TotalsPanel } from "../dossiers/totals-panel";
import { useDossierDay } from "../dossiers/use-dossier-day";
import { useFormat } from "../figures/use-format";
import { useLive } from "../live/use-live";
import { dossiersVariables } from "../view/part-variables";
import type { View } from "../view/view";

/** Dossiers of administrative procedures, from 1 July 2025 to the day that is shown. */
export function DossiersPart(view: View) {
  const { grain } = view.address;
  const shown = useDossierDay(view);
  const { day, isMoved } = shown;
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const { lang } = format;
  const { start, ...variables } = dossiersVariables(shown, grain, lang);
  const dossiers = useLive(Dossiers, variables.dossiers);
  const places = useLive(DossierPlaces, variables.places);
  const ranking = useLive(ServiceIndex, variables.ranking);
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
      {isMoved && <Notice kind="warning">{t("states.publicDay", { day: format.day(day) })}</Notice>}
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
