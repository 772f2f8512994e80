import { DossierChannel } from "../../../subgraphs/procedures/dossier/dossier-enums";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../../subgraphs/procedures/dossier/dossier-stats.inputs";

const { ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS, TIMELINESS } =
  DossierDimension;
const { DAY, WEEK, MONTH, QUARTER } = DossierTimeGrain;
const by = (grain: DossierTimeGrain, field = DossierTimeField.RECEIVED) => ({
  timeBucket: { field, grain, fillGaps: true },
});
const october = { gte: "2025-10-01", lt: "2025-11-01" };

/** Questions of a dashboard: up to two dimensions and a time bucket, with filters on those dimensions. */
export const questions: [name: string, Partial<DossierStatsArguments>][] = [
  ["all", {}],
  ["by organization", { groupBy: [ORGANIZATION] }],
  ["by unit", { groupBy: [UNIT] }],
  ["by procedure", { groupBy: [PROCEDURE] }],
  ["by field and channel", { groupBy: [PROCEDURE_FIELD, CHANNEL] }],
  ["by organization and status", { groupBy: [ORGANIZATION, STATUS] }],
  ["by unit and timeliness", { groupBy: [UNIT, TIMELINESS] }],
  ["by channel and applicant", { groupBy: [CHANNEL, APPLICANT] }],
  ["by unit and field", { groupBy: [UNIT, PROCEDURE_FIELD] }],
  ["by organization and unit", { groupBy: [ORGANIZATION, UNIT] }],
  ["by procedure and channel", { groupBy: [PROCEDURE, CHANNEL] }],
  ["all, days", by(DAY)],
  ["by channel, days", { groupBy: [CHANNEL], ...by(DAY) }],
  ["by status and timeliness, weeks", { groupBy: [STATUS, TIMELINESS], ...by(WEEK) }],
  ["by field, weeks", { groupBy: [PROCEDURE_FIELD], ...by(WEEK) }],
  ["by organization, months", { groupBy: [ORGANIZATION], ...by(MONTH) }],
  ["by unit and applicant, months", { groupBy: [UNIT, APPLICANT], ...by(MONTH) }],
  ["by unit, quarters", { groupBy: [UNIT], ...by(QUARTER) }],
  ["by organization and channel, weeks", { groupBy: [ORGANIZATION, CHANNEL], ...by(WEEK) }],
  ["by unit, days of a month", { groupBy: [UNIT], filter: { receivedOn: october }, ...by(DAY) }],
  ["one unit, days of a month", { filter: { unit: { in: ["00004"] }, receivedOn: october }, ...by(DAY) }],
  ["one organization, by procedure", { filter: { organization: { in: ["SXD"] } }, groupBy: [PROCEDURE] }],
  [
    "one unit, by procedure, a month",
    { filter: { unit: { in: ["00004"] }, receivedOn: october }, groupBy: [PROCEDURE] },
  ],
  [
    "two channels, by unit, weeks",
    { filter: { channel: [DossierChannel.ONLINE, DossierChannel.POSTAL] }, groupBy: [UNIT], ...by(WEEK) },
  ],
  [
    "by organization, months of the result",
    { groupBy: [ORGANIZATION], ...by(MONTH, DossierTimeField.RESOLVED) },
  ],
  ["by timeliness, days of the result", { groupBy: [TIMELINESS], ...by(DAY, DossierTimeField.RESOLVED) }],
  ["by unit and channel, results of a month", { filter: { resolvedOn: october }, groupBy: [UNIT, CHANNEL] }],
  ["green lane, by month", { filter: { greenLane: true }, ...by(MONTH) }],
];
