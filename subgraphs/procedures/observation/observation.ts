import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { ExternalField } from "../../../shared/kit/graphql/external-field";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Indicator } from "../indicator/indicator";
import { Organization } from "../organization/organization";

/**
 * Owned by the innovation subgraph; this one adds what it computes for the same indicator and period. The fields that
 * it needs for this are external: the gateway sends them along, so that no sector calls another.
 */
@Directive('@key(fields: "id")')
@ObjectType({ description: "A figure that was published or reported, with who said it, where and for when." })
export class Observation {
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
