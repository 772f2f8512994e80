import { type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import { badInput, GraphError } from "../../../shared/base/errors/graph-error";
import type { SetCheck } from "../../../shared/import/definition/import-definition";
import { currentKey } from "../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { cityCode } from "../../common/city/city-code";
import { currentUnits } from "../../common/unit/current-units";
import { type FormerUnit, type FormerUnitKind, lastDayOfFormerUnits } from "../former-unit/former-unit";
import { formerUnitByCode } from "../former-unit/former-unit.loaders";
import { unitByCode } from "./administrative-unit.loaders";

const kindWords: Record<FormerUnitKind, string> = { WARD: "phường", COMMUNE: "xã", TOWNSHIP: "thị trấn" };

/** Throws for a day in the future, and for a code that was then, or is now, that of a former unit; the message says which, and what it became. */
export async function refuseFormerUnit(
  context: SubgraphContext,
  code: string,
  asOf: CalendarDay | null | undefined,
): Promise<void> {
  const now = today(context.clock);
  if (asOf != null && asOf > now) {
    throw badInput(`asOf: expected today, ${now}, or before; got ${asOf}.`, ["asOf"]);
  }
  const isFormerDay = asOf != null && asOf <= lastDayOfFormerUnits;
  if (code === cityCode || (!isFormerDay && (await context.load(unitByCode, code)) !== undefined)) return;
  const former = await context.load(formerUnitByCode, code);
  if (former !== undefined) throw new GraphError("NOT_FOUND", await describe(context, former));
  if (isFormerDay) {
    throw new GraphError("NOT_FOUND", `Expected the code of a unit of ${asOf}; there was no ${code} then.`);
  }
}

async function describe(context: SubgraphContext, former: FormerUnit): Promise<string> {
  const successors = await Promise.all(
    former.successorCodes.map((code) => context.loadKnown(unitByCode, code)),
  );
  const named = successors.map(({ code, nameVi }) => `${code} (${nameVi})`).join(", ");
  return (
    `Expected the code of a unit that stands; until ${lastDayOfFormerUnits} ${former.code} was ` +
    `${kindWords[former.kind]} ${former.nameVi}, ${former.district}, now ${former.successorCodes.length > 1 ? "parts of " : "in "}` +
    `${named}: formerUnits(filter: { code: … }) tells it.`
  );
}

/** The check of an import that a unit exists today; of a former one the problem says what it was, and what it became. */
export function currentUnit<const Column extends string>(column: Column): SetCheck<Column> {
  return currentKey(currentUnits, { column, expected: "the code of a ward or commune" });
}
