import type { RowContext, RowProblem } from "../../../../shared/import/definition/import-definition";
import { expectedCode, isDossierCode } from "../dossier-code-form";
import { DossierStatus } from "../dossier-enums";

/** The cells that the rules check, as in a file: instants as texts with an offset. */
interface DossierRow {
  code: string | null;
  status: DossierStatus | null;
  received_at: string | null;
  due_at: string | null;
  resolved_at: string | null;
  electronic_result: boolean | null;
  synchronised_at: string | null;
}

/** An assumption: no register of the one-stop mechanism (Decision 181/2003/QD-TTg) is older. Each month costs tables. */
const firstReceipt = Date.parse("2000-01-01T00:00:00+07:00");

/** Problems of a row of a file of dossiers, by the rules of docs/domain.md. */
export function checkDossierRow(row: DossierRow, { now }: RowContext): RowProblem<keyof DossierRow>[] {
  const received = instantOf(row.received_at);
  const resolved = instantOf(row.resolved_at);
  const synchronised = instantOf(row.synchronised_at);
  const hasResult = row.status === DossierStatus.RESOLVED || row.status === DossierStatus.RETURNED;
  const problems: RowProblem<keyof DossierRow>[] = [];
  const refuse = (isInvalid: boolean, column: keyof DossierRow, expected: () => string) => {
    if (isInvalid) problems.push({ column, expected: expected() });
  };
  const afterNow = () => `no instant after now, ${now.toISOString()}`;
  const beforeReceipt = () => `no instant before that of receipt, ${row.received_at}`;
  refuse(row.code !== null && !isDossierCode(row.code), "code", () => expectedCode);
  refuse(received < firstReceipt, "received_at", () => "no instant before 2000");
  refuse(received > now.getTime(), "received_at", afterNow);
  refuse(resolved > now.getTime(), "resolved_at", afterNow);
  refuse(synchronised > now.getTime(), "synchronised_at", afterNow);
  refuse(instantOf(row.due_at) < received, "due_at", beforeReceipt);
  refuse(resolved < received, "resolved_at", beforeReceipt);
  refuse(synchronised < received, "synchronised_at", beforeReceipt);
  const noResult = `for what is ${row.status} has no result`;
  refuse(
    hasResult && row.resolved_at === null,
    "resolved_at",
    () => `the instant of the result of what is ${row.status}`,
  );
  refuse(!hasResult && row.resolved_at !== null, "resolved_at", () => `none, ${noResult}`);
  refuse(!hasResult && row.electronic_result === true, "electronic_result", () => `no, ${noResult}`);
  return problems;
}

/**
 * Milliseconds; not a number for an empty cell, which is neither before nor after anything. Instants of whole seconds
 * are read digit by digit: for the two million of a large file, Date.parse takes a second longer.
 */
function instantOf(text: string | null): number {
  if (text === null) return Number.NaN;
  const sign = text.charAt(19);
  if (text.length !== 25 || (sign !== "+" && sign !== "-")) return Date.parse(text);
  const two = (at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  const local = Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17));
  const offset = (two(20) * 60 + two(23)) * 60_000;
  return sign === "-" ? local + offset : local - offset;
}
