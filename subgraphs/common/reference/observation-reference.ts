import { type ClassType, Directive, Field, ID, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { ExternalField } from "../../../shared/kit/graphql/external-field";

/** The classes of a sector that an observation refers to. */
interface ReferredTypes {
  AdministrativeUnit: ClassType;
  Indicator: ClassType;
  Organization: ClassType;
}

/**
 * Observation as a sector has it that adds what it computes for the same; innovation owns it. What a sector needs to
 * know of it is external: the gateway sends it with the reference, so that no sector calls another.
 */
export function observationReference({ AdministrativeUnit, Indicator, Organization }: ReferredTypes) {
  @Directive('@key(fields: "id")')
  @ObjectType({
    description: "A figure that was published or reported, with who said it, where and for when.",
  })
  class Observation {
    @Field(() => ID, { description: "Key of this revision in the graph." })
    id!: string;

    @ExternalField(() => Indicator, { description: "What was measured." })
    indicator!: { code: string };

    @ExternalField(() => AdministrativeUnit, { nullable: true, description: "Where; 01 is the city." })
    area!: { code: string } | null;

    @ExternalField(() => Organization, { nullable: true, description: "Whose figure it is." })
    organization!: { code: string } | null;

    @ExternalField(() => dateScalar, { nullable: true, description: "First day of the period." })
    periodStart!: CalendarDay | null;

    @ExternalField(() => dateScalar, { nullable: true, description: "Last day of the period." })
    periodEnd!: CalendarDay | null;

    @ExternalField(() => decimalScalar, { description: "The figure to its last published digit." })
    value!: string;
  }
  return Observation;
}
