import type { Cube } from "../cube/cube";

/** Describes an argument `asOf` of statistics. */
export function asOfArgument({ noun, rows, isAboutPersons }: Cube): string {
  if (rows.revisions) {
    const butFor = rows.revisions.butFor === undefined ? "" : `${rows.revisions.butFor} `;
    return (
      `As of the end of that day in Hanoi: the ${noun.many} that were known by then, as they were known then: a later ` +
      `correction changes nothing of it. ${butFor}` +
      "What is found by `search`, and what the rows of others say, is as it is now. Not " +
      `before the first day of which ${noun.many} are known, and today at the latest, which means now; now by default.`
    );
  }
  const ofPublic = isAboutPersons ? " For the public the last day of a month." : "";
  if (rows.period)
    return (
      `As of the end of that day in Hanoi: the ${noun.many} that were known by then, as they were known then: what was ` +
      `recorded later is not shown. Not before the first day of which ${noun.many} are known, and today at the latest, which ` +
      "is also the default."
    );
  return (
    `As of the end of that day in Hanoi: the ${noun.many} that had come by then, as they stood then, by the instants that ` +
    "they have now: a correction changes the past. What has no instant of its own is as it is now. Not before the first " +
    `day of which ${noun.many} are known, and today at the latest, which means now; now by default.${ofPublic}`
  );
}
