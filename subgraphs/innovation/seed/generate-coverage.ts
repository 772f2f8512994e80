import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { Coverage5GMeasurement } from "../coverage-5g/coverage-5g-measurement";
import { firstDayOf, type Month, monthsOf } from "../coverage-5g/month";

/** What a unit's coverage is generated from. */
export interface CoveredUnit {
  code: string;
  kind: "WARD" | "COMMUNE";
  areaKm2: number;
  population: number;
}

/** From the month in which the units came to be. */
const months: Month[] = monthsOf({ from: "2025-07", to: "2025-11" });

/**
 * Makes the coverage of every unit, month by month. No public figure says how far 5G reaches in any unit: all of
 * it is invented. Wards are covered further than communes, nowhere does coverage shrink, and the city stays below
 * the 70 % that are its target for 2026.
 */
export function generateCoverage(units: readonly CoveredUnit[], seed = 5): Coverage5GMeasurement[] {
  const random = new Random(seed);
  return units.flatMap((unit) => {
    const last = unit.kind === "WARD" ? between(random, 0.62, 0.84) : between(random, 0.3, 0.58);
    const first = last * between(random, 0.55, 0.75);
    const peoplePerStation = between(random, 2_200, 3_200);
    let share = first;
    let stations = 0;
    return months.map((month, at) => {
      const straight = first + ((last - first) * at) / (months.length - 1);
      share = Math.max(share, straight + between(random, -0.012, 0.012));
      const populationCovered = Math.floor(unit.population * share);
      // A station reaches a few square kilometres at most, however few people live there.
      const wanted = Math.ceil(populationCovered / peoplePerStation + (unit.areaKm2 * share) / 4);
      stations = Math.max(stations, wanted);
      return {
        unitCode: unit.code,
        month: firstDayOf(month),
        stations,
        populationCovered,
        population: unit.population,
        origin: DataOrigin.SYNTHETIC,
      };
    });
  });
}

function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}
