import { isCalendarDay } from "../../../shared/base/clock/calendar-day";

/**
 * The form of a dossier's code by Circular 01/2018/TT-VPCP, article 19: the electronic identifier of the agency that
 * receives it, the day as yymmdd, and the number of the day, e.g. H26.15-251103-0001; before Decision 20/2020/QD-TTg
 * identifiers were written 000.00.15.H26.
 */
const form = /^(?:H26(?:\.\d{1,3})+|(?:\d{3}\.){1,2}(?:\d{1,3}\.)*H26)-(\d{2})(\d{2})(\d{2})-\d{4,}$/;

/** How a code in the national form begins; registers of their own number their dossiers otherwise. */
const isNational = /^(?:H26\b|\d{3}\.[\d.]*H26\b)/;

/** Ends the sentence "expected …". */
export const expectedCode = "an identifier of the city, the day and a number, as H26.15-251103-0001";

/** Whether a code is in the national form, or in that of a register of its own. */
export function isDossierCode(code: string): boolean {
  if (!isNational.test(code)) return true;
  const parts = form.exec(code);
  return parts !== null && isCalendarDay(`20${parts[1]}-${parts[2]}-${parts[3]}`);
}
