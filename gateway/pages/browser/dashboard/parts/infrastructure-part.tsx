import { Infrastructure } from "../documents/documents";
import { useFormat } from "../figures/use-format";
import { ApplicationsPanel } from "../infrastructure/applications-panel";
import { CataloguePanel } from "../infrastructure/catalogue-panel";
import { FailingPanel } from "../infrastructure/failing-panel";
import { ReadinessPanel } from "../infrastructure/readiness-panel";
import { SystemsPanel } from "../infrastructure/systems-panel";
import { useLive } from "../live/use-live";
import type { View } from "../view/view";

/** Wards and communes with their readiness, applications, systems and the data catalogue. */
export function InfrastructurePart({ asOf }: View) {
  const { lang } = useFormat();
  const live = useLive(Infrastructure, { asOf, lang });
  return (
    <div className="panels">
      <ReadinessPanel live={live} />
      <FailingPanel live={live} />
      <CataloguePanel live={live} />
      <SystemsPanel live={live} />
      <ApplicationsPanel live={live} isOfNow={asOf === null} />
    </div>
  );
}
