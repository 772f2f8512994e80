import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { OnlineServiceLevel, type Procedure } from "../procedure/procedure";
import { type NamedProcedure, nameProcedures } from "./name-procedures";
import type { FieldPlan } from "./read-fields";

/** Published are "more than 2,100", 103 on the green lane by 14 decisions, and 50 to restructure (docs/domain.md). */
const counts = { procedures: 2104, greenLane: 103, greenLaneDecisions: 14, toRestructure: 50 };

/** Published: the green lane cuts 30 to 60 per cent of the time. In per cent, to calculate without fractions. */
const leastCut = 30;
const largestCut = 60;

const statutoryDays = [1, 1, 2, 3, 3, 5, 5, 7, 7, 10, 10, 12, 15, 15, 20, 20, 25, 30, 30, 45];

/** Its version is the database's. */
export type GeneratedProcedure = Omit<Procedure, "version">;

/** Makes the procedures: names and codes in the national form, none of them a real procedure; all written at `changedAt`. */
export function generateProcedures(
  fields: readonly FieldPlan[],
  changedAt: Date,
  seed = 2104,
): GeneratedProcedure[] {
  const random = new Random(seed);
  const organizations = new Map(fields.map(({ code, organizationCode }) => [code, organizationCode]));
  const codes = drawCodes(random, counts.procedures);
  const procedures = random
    .shuffle(nameProcedures())
    .slice(0, counts.procedures)
    .map((named, at) => ({
      ...generateProcedure(random, named, codes[at] ?? "", organizations.get(named.fieldCode) ?? ""),
      changedAt,
    }));
  putOnGreenLane(random, procedures);
  for (const procedure of random.shuffle(procedures).slice(0, counts.toRestructure)) {
    procedure.toRestructure = true;
  }
  return procedures;
}

function generateProcedure(
  random: Random,
  named: NamedProcedure,
  code: string,
  competentOrganizationCode: string,
): Omit<GeneratedProcedure, "changedAt"> {
  const { inPerson, ...procedure } = named;
  const drawn = drawOnlineLevel(random, named.businessSector);
  return {
    ...procedure,
    code,
    onlineLevel:
      inPerson && drawn === OnlineServiceLevel.FULLY_ONLINE ? OnlineServiceLevel.PARTIALLY_ONLINE : drawn,
    competentOrganizationCode,
    statutoryDays: random.pick(statutoryDays),
    greenLaneDecision: null,
    greenLaneReducedDays: null,
    toRestructure: false,
    origin: DataOrigin.SYNTHETIC,
  };
}

/**
 * An assumption: five weeks before the published target (all of the business sector fully online by
 * 2025-12-20) most business procedures are there and the rest are on the way; of the others two thirds.
 */
function drawOnlineLevel(random: Random, businessSector: boolean): OnlineServiceLevel {
  const draw = random.next();
  if (draw < (businessSector ? 0.88 : 0.66)) return OnlineServiceLevel.FULLY_ONLINE;
  return businessSector || draw < 0.92
    ? OnlineServiceLevel.PARTIALLY_ONLINE
    : OnlineServiceLevel.INFORMATION_ONLY;
}

/** Codes in the national form, 1.xxxxxx or 2.xxxxxx, each once. */
function drawCodes(random: Random, wanted: number): string[] {
  const codes = new Set<string>();
  while (codes.size < wanted) {
    const [series, last] = random.chance(0.85) ? [1, 13_999] : [2, 2_999];
    codes.add(`${series}.${String(random.integer(1, last)).padStart(6, "0")}`);
  }
  return [...codes];
}

/** Spreads the cuts evenly from the least to the largest, both of which occur exactly. */
function putOnGreenLane(random: Random, procedures: GeneratedProcedure[]): void {
  const longEnough = procedures.filter(({ statutoryDays: days }) => days % 10 === 0);
  const chosen = random.shuffle(longEnough).slice(0, counts.greenLane);
  for (const [at, procedure] of chosen.entries()) {
    const cut = leastCut + ((largestCut - leastCut) * at) / (chosen.length - 1);
    const days = procedure.statutoryDays;
    procedure.greenLaneReducedDays = days - Math.round((days * cut) / 100);
    const decision = (at % counts.greenLaneDecisions) + 1;
    procedure.greenLaneDecision = `SYNTHETIC-LX-${String(decision).padStart(2, "0")}`;
  }
}
