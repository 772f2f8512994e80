import { Innovation } from "../documents/documents";
import { useFormat } from "../figures/use-format";
import { CoveragePanel } from "../innovation/coverage-panel";
import { EnterprisesPanel } from "../innovation/enterprises-panel";
import { IndicesPanel } from "../innovation/indices-panel";
import { ProductsPanel } from "../innovation/products-panel";
import { useLive } from "../live/use-live";
import { innovationVariables } from "../view/part-variables";
import type { View } from "../view/view";

/** Indices of innovation and digital transformation, enterprises, products and 5G. */
export function InnovationPart({ asOf, day }: View) {
  const { lang } = useFormat();
  const live = useLive(Innovation, innovationVariables({ asOf, day }, lang));
  return (
    <div className="panels">
      <CoveragePanel live={live} day={day} />
      <EnterprisesPanel live={live} />
      <IndicesPanel live={live} isOfNow={asOf === null} />
      <ProductsPanel live={live} isOfNow={asOf === null} />
    </div>
  );
}
