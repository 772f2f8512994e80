import { daysLater, firstDay, isMonthEnd, type View } from "./view";

/** The day by which dossiers are shown, and whether it is another than what was asked for. */
export interface DossierDay extends Pick<View, "day" | "asOf"> {
  isMoved: boolean;
}

/**
 * Dossiers are about persons: the public may look back on them to the last day of a month only, so it is shown the last
 * month that had ended by the day that is asked for. Who is signed in sees that day.
 */
export function dossierDay({ day, asOf }: Pick<View, "day" | "asOf">, isSignedIn: boolean): DossierDay {
  if (asOf === null || isSignedIn || isMonthEnd(day)) return { day, asOf, isMoved: false };
  const ended = daysLater(`${day.slice(0, 7)}-01`, -1);
  return ended < firstDay ? { day, asOf, isMoved: false } : { day: ended, asOf: ended, isMoved: true };
}
