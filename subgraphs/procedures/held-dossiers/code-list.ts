import { ApplicantKind, DossierChannel, DossierStatus, Timeliness } from "../dossier/dossier-enums";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import type { GroupKey } from "../dossier-groups/code-tests";

/** What of a dossier is held as a code: its keys, how many days it took, and which counts it is in (see `marks.ts`). */
export type HeldKey = GroupKey | "PROCESSING_DAYS" | "MARKS";

/** Most codes of a key: places are held in two bytes. */
const mostCodes = 2 ** 16;

/** The codes that a key has had, each with a place that it keeps. */
export class CodeList {
  readonly codes: (string | null)[] = [];
  readonly #places = new Map<string | null, number>();

  constructor(codes: readonly (string | null)[] = []) {
    for (const code of codes) this.placeOf(code);
  }

  /** A code that was not there gets the next place. Throws RangeError when there is none left. */
  placeOf(code: string | null): number {
    const known = this.#places.get(code);
    if (known !== undefined) return known;
    const place = this.codes.length;
    if (place === mostCodes) throw new RangeError(`Expected at most ${mostCodes} codes of a key.`);
    this.codes.push(code);
    this.#places.set(code, place);
    return place;
  }
}

export type CodeLists = Record<HeldKey, CodeList>;

/** Lists with the codes that are always the same at their places, and these of the other keys. */
export function createCodeLists(
  organizations: readonly string[],
  units: readonly (string | null)[],
  procedures: readonly string[],
): CodeLists {
  return {
    [DossierDimension.ORGANIZATION]: new CodeList(organizations),
    [DossierDimension.UNIT]: new CodeList(units),
    [DossierDimension.PROCEDURE]: new CodeList(procedures),
    [DossierDimension.PROCEDURE_FIELD]: new CodeList(),
    [DossierDimension.CHANNEL]: new CodeList(channels),
    [DossierDimension.APPLICANT]: new CodeList(applicants),
    [DossierDimension.STATUS]: new CodeList(statuses),
    [DossierDimension.TIMELINESS]: new CodeList(timelinesses),
    RECEIVED_ON: new CodeList(),
    RESOLVED_ON: new CodeList([null]),
    PROCESSING_DAYS: new CodeList([null]),
    MARKS: new CodeList(),
  };
}

export const channels = Object.values(DossierChannel);
export const applicants = Object.values(ApplicantKind);
export const statuses = Object.values(DossierStatus);
export const timelinesses = [null, Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE];
