import { useTranslation } from "react-i18next";
import type { InfrastructureQuery } from "../documents/documents";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";
import { tileRows } from "./tile-rows";

const criteria = 7;
/** Tiles of a row of the tile map: 126 make twelve rows. */
const tilesPerRow = 11;

/** All wards and communes as tiles, each with the number of criteria that it meets. */
export function ReadinessPanel({ live }: { live: Live<InfrastructureQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, percent, number } = useFormat();
  return (
    <Panel
      name="readiness"
      live={live}
      fields={["units"]}
      list="units.rows"
      origins={({ units }) => (units?.rows ?? []).map(({ measures }) => measures.origin)}
    >
      {({ units }) => {
        const rows = (units?.rows ?? []).flatMap(({ unit, measures }) =>
          unit ? [{ ...unit, met: measures.averageCriteriaMet }] : [],
        );
        const { totals } = units ?? {};
        return (
          <>
            <dl className="figure-tiles">
              <FigureTile id="units" name={t("fact.wards")} value={count(totals?.units)} />
              <FigureTile
                id="ready"
                name={t("fact.ready")}
                value={count(totals?.ready)}
                note={percent(totals?.readyShare.value)}
              />
            </dl>
            <div className="tile-map">
              {tileRows(rows, tilesPerRow).map((row) => (
                <ul key={row[0]?.code}>
                  {row.map(({ code, name, kind, met }) => {
                    const words = `${kind ? t(`unitKind.${kind}`) : ""} ${name}: ${t("fact.ofAll", {
                      part: number(met),
                      whole: String(criteria),
                    })}`;
                    return (
                      <li key={code}>
                        <AddressLink
                          to={{ part: "unit", code }}
                          className="tile"
                          underline="never"
                          title={words}
                          aria-label={words}
                          data-met={met ?? "none"}
                          data-unit={code}
                        >
                          {met === null ? "–" : number(met)}
                        </AddressLink>
                      </li>
                    );
                  })}
                </ul>
              ))}
            </div>
          </>
        );
      }}
    </Panel>
  );
}
