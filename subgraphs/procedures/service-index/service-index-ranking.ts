import { Field, ObjectType } from "type-graphql";
import { ServiceIndexScore } from "./service-index-score";

@ObjectType({ description: "The organizations that received dossiers in a month, by their score." })
export class ServiceIndexRanking {
  @Field({ description: "The month of receipt, e.g. 2025-10." })
  month!: string;

  @Field(() => [ServiceIndexScore], { description: "The best score first." })
  rows!: ServiceIndexScore[];

  @Field({ description: "More organizations have a score than `first`." })
  truncated!: boolean;
}
