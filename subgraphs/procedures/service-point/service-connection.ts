import { Field, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";

/**
 * Whether a unit's service point is connected is known here alone. Infrastructure needs it for a unit's readiness, and
 * no subgraph may call another: the gateway's freshness job copies it there (`gateway/freshness/copy-fact.ts`).
 */
@ObjectType({
  description: "Whether a ward or commune is connected to the Public Administration Service Centre.",
})
export class ServiceConnection {
  @Field(() => AdministrativeUnit, { description: "The ward or commune." })
  unit!: AdministrativeUnit;

  @Field({ description: "Whether all of its service points are connected." })
  connected!: boolean;

  @Field(() => DataOrigin, { description: "Where the rows of its service points came from; the weakest." })
  origin!: DataOrigin;
}
