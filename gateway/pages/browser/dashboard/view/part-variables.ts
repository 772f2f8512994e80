import type { Address } from "../address/read-address";
import type { DossierDay } from "./dossier-day";
import {
  type DaysShown,
  daysLater,
  firstDay,
  isMonthEnd,
  mondayOf,
  monthOf,
  type View,
  weekOf,
} from "./view";

/* What each part asks its documents with: the part itself, and whoever asks for it before it is shown. */

/** A language as an argument of the graph. */
type Lang = "VI" | "EN";

/** Weeks of the city's chart. */
export const weeksShown = 12;
/** Weeks that are asked for at once, for the charts of many days; the graph gives 60 at most. */
const weeksKnown = 52;
/** Months of the innovation part's chart. */
const monthsShown = 12;

/** Of the city: null means now, which needs not be known. */
export function cityVariables({ asOf, today }: Pick<DaysShown, "asOf" | "today">, lang: Lang) {
  const weeksFrom = asOf !== null && today !== undefined ? weeksVariables(asOf, today).ownFrom : null;
  return {
    tasks: { asOf, week: asOf && weekOf(asOf), lang, isPast: asOf !== null, weeksFrom },
    goals: { asOf, lang },
    milestones: { lang },
  };
}

/**
 * Of the city's weeks up to a day. A week that is over stays as it was: `known` asks for those of a year, the same whatever day is
 * shown; `ownFrom` is where begins what a past day has besides, mostly its own week alone; `from` is the first that is shown.
 */
export function weeksVariables(day: string, today: string) {
  const from = daysLater(mondayOf(day), -7 * (weeksShown - 1));
  const knownFrom = daysLater(mondayOf(today), -7 * (weeksKnown - 1));
  return {
    known: { asOf: null, from: knownFrom },
    ownFrom: from < knownFrom ? from : mondayOf(day),
    from,
  };
}

export function dossiersVariables({ day, asOf }: DossierDay, grain: Address["grain"], lang: Lang) {
  // Days and weeks of four months would be more than a picture shows: two months of days.
  const isLong = grain === "DAY" && monthOf(day, -1) > monthOf(firstDay);
  const start = isLong ? `${monthOf(day, -1)}-01` : firstDay;
  const filter = { receivedOn: { gte: start, lte: day } };
  // That of a month that is over: the current one has too few dossiers with a result.
  const month = asOf !== null && isMonthEnd(day) ? monthOf(day) : monthOf(day, -1);
  return {
    start,
    dossiers: { asOf, filter, grain, lang },
    places: { asOf, filter, lang },
    ranking: { month, asOf, lang },
  };
}

export function innovationVariables({ asOf, day }: Pick<View, "asOf" | "day">, lang: Lang) {
  return { asOf, from: monthOf(day, 1 - monthsShown), to: monthOf(day), lang };
}

export function unitVariables({ address: { code = "" }, asOf, day }: View, dossiers: DossierDay, lang: Lang) {
  const filter = { receivedOn: { gte: firstDay, lte: dossiers.day } };
  return { code, asOf, filter, dossiersAsOf: dossiers.asOf, month: monthOf(day), lang };
}

export function organizationVariables(
  { address: { code = "" }, asOf }: View,
  dossiers: DossierDay,
  lang: Lang,
) {
  const filter = { receivedOn: { gte: firstDay, lte: dossiers.day } };
  return { code, asOf, dossiersAsOf: dossiers.asOf, filter, lang };
}
