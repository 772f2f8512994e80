import { Random } from "../../../../shared/base/random/random";
import type { Unit } from "../../../common/unit/read-units";
import { OnlineServiceLevel, type Procedure, ProcedureLevel } from "../../procedure/procedure";
import type { FieldPlan } from "../read-fields";

/** How the dossiers of one procedure are drawn. All of it assumption: no public source has it. */
export interface ProcedurePlan {
  code: string;
  organizationCode: string;
  commune: boolean;
  business: boolean;
  /** Whether there is a fee to pay. */
  fee: boolean;
  /** Working days until a dossier is due: those of the green lane where it is on it. */
  allowedDays: number;
  onlineShare: number;
  lateShare: number;
  /** Added to the rank in the queue for digitisation; below 0 is digitised earlier. */
  lag: number;
  weight: number;
}

/** How the dossiers of one unit are drawn. */
export interface UnitPlan {
  code: string;
  lateShare: number;
  lag: number;
  weight: number;
}

const onlineShares: Record<OnlineServiceLevel, number> = {
  FULLY_ONLINE: 0.86,
  PARTIALLY_ONLINE: 0.58,
  INFORMATION_ONLY: 0,
};

/**
 * Every field draws its share of the dossiers. Within it a few procedures draw most of them (Zipf), and those
 * of the communes, which serve everyone, five times as many. Few procedures are slow, and few departments late.
 */
export function planProcedures(
  procedures: readonly Procedure[],
  fields: readonly FieldPlan[],
  seed = 1243,
): ProcedurePlan[] {
  const random = new Random(seed);
  const departments = [...new Set(fields.map((field) => field.organizationCode))].toSorted();
  const lateDepartments = new Set(random.shuffle(departments).slice(0, 3));
  return fields.flatMap((field) => {
    const own = procedures.filter(({ fieldCode }) => fieldCode === field.code);
    const popularity = random.shuffle(own.map((_, at) => 1 / (at + 1) ** 1.1));
    const relative = own.map(
      ({ level }, at) => (popularity[at] ?? 0) * (level === ProcedureLevel.COMMUNE ? 5 : 1),
    );
    const sum = relative.reduce((total, one) => total + one, 0);
    return own.map((procedure, at): ProcedurePlan => {
      const slow = random.chance(0.05);
      const late = lateDepartments.has(field.organizationCode) && procedure.level === ProcedureLevel.CITY;
      return {
        code: procedure.code,
        organizationCode: procedure.competentOrganizationCode,
        commune: procedure.level === ProcedureLevel.COMMUNE,
        business: procedure.businessSector,
        fee: random.chance(0.6),
        allowedDays: procedure.greenLaneReducedDays ?? procedure.statutoryDays,
        onlineShare: onlineShares[procedure.onlineLevel],
        lateShare: 0.012 + (slow ? 0.15 : 0) + (late ? 0.07 : 0),
        lag: (random.next() - 0.5) * 0.3,
        weight: (field.demand * (relative[at] ?? 0)) / sum,
      };
    });
  });
}

/** Dossiers follow the population. Few units are late, and all differ in how far they digitise. */
export function planUnits(units: readonly Unit[], seed = 135): UnitPlan[] {
  const random = new Random(seed);
  const late = new Set(random.shuffle(units).slice(0, 9));
  return units.map((unit) => ({
    code: unit.code,
    lateShare: late.has(unit) ? 0.09 : random.next() * 0.015,
    lag: (random.next() - 0.5) * 0.4,
    weight: unit.population,
  }));
}

/** Upper bounds of the intervals of 0 to 1 that are as wide as some weights; the last, 1, is left out. */
export function cumulative(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.slice(0, -1).map((weight) => {
    sum += weight;
    return sum / total;
  });
}
