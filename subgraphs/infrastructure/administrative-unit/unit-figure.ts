import { Field, ObjectType } from "type-graphql";
import { cityCode } from "../../common/city/city-code";
import type { AdministrativeUnit } from "./administrative-unit";
import { UnitClaim, UnitFact } from "./unit-claim";

@ObjectType({
  description: "The area, population or centre that the graph answers for a unit, and who says it.",
})
export class UnitFigure {
  @Field(() => UnitFact, { description: "Which of the three." })
  fact!: UnitFact;

  @Field({ description: "As the graph answers it, written as in UnitClaim.value." })
  value!: string;

  @Field({
    description:
      "Whether it is the sum over the units below, which have their sources each: so for the city.",
  })
  summed!: boolean;

  @Field(() => [UnitClaim], {
    description:
      "The public documents that say the same, each with its day. Empty where none is known: the list of units that " +
      "the graph was built from names neither source nor day. Documents that say otherwise are in otherClaims.",
  })
  sources!: UnitClaim[];
}

/** The figures that a unit has, each with those of the claims that say the same. */
export function figuresOf(unit: AdministrativeUnit, claims: readonly UnitClaim[]): UnitFigure[] {
  const { areaKm2, population, longitude, latitude, code } = unit;
  const values: [UnitFact, string | null][] = [
    [UnitFact.AREA_KM2, String(areaKm2)],
    [UnitFact.POPULATION, String(population)],
    [UnitFact.CENTRE, longitude === null || latitude === null ? null : `${longitude},${latitude}`],
  ];
  return values.flatMap(([fact, value]) =>
    value === null
      ? []
      : [
          {
            fact,
            value,
            summed: code === cityCode,
            sources: claims.filter((one) => one.fact === fact && agrees(one, unit)),
          },
        ],
  );
}

/** Whether a document says of the unit what the graph answers: 2.970 is 2.97. */
export function agrees({ fact, value }: UnitClaim, unit: AdministrativeUnit): boolean {
  const [first, second] = value.split(",").map(Number);
  if (fact === UnitFact.CENTRE) return first === unit.longitude && second === unit.latitude;
  return first === (fact === UnitFact.AREA_KM2 ? unit.areaKm2 : unit.population);
}
