import { Field, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate, rate } from "../../../shared/kit/graphql/rate";
import {
  type OriginCounts,
  originDescription,
  originsOf,
  syntheticShareDescription,
} from "../../../shared/kit/graphql/row-origins";

/** The counts that SQL makes; the rates of ProcedureMeasures follow from them. */
export interface ProcedureCounts extends OriginCounts {
  procedures: number;
  fullyOnline: number;
  partiallyOnline: number;
  greenLane: number;
  toRestructure: number;
  business: number;
  businessFullyOnline: number;
}

@ObjectType({ description: "Counts of procedures, and the rates that follow from them." })
export class ProcedureMeasures {
  @Field(() => Int, { description: "Procedures." })
  procedures!: number;

  @Field(() => Rate, { description: "offered fully online / procedures." })
  fullyOnlineRate!: Rate;

  @Field(() => Rate, { description: "offered partially online / procedures." })
  partiallyOnlineRate!: Rate;

  @Field(() => Int, { description: "Procedures on the green lane." })
  greenLane!: number;

  @Field(() => Int, { description: "Key procedures to be restructured." })
  toRestructure!: number;

  @Field(() => Rate, { description: "offered fully online / procedures, both of the business sector." })
  businessFullyOnlineRate!: Rate;

  @Field(() => DataOrigin, { nullable: true, description: originDescription })
  origin!: DataOrigin | null;

  @Field(() => Rate, { description: syntheticShareDescription })
  syntheticShare!: Rate;
}

/** All measures of the counts. */
export function procedureMeasuresOf(counts: ProcedureCounts): ProcedureMeasures {
  const { procedures, greenLane, toRestructure } = counts;
  return {
    procedures,
    fullyOnlineRate: rate(counts.fullyOnline, procedures),
    partiallyOnlineRate: rate(counts.partiallyOnline, procedures),
    greenLane,
    toRestructure,
    businessFullyOnlineRate: rate(counts.businessFullyOnline, counts.business),
    ...originsOf(procedures, counts),
  };
}
