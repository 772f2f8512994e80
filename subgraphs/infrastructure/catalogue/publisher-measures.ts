import { Field, ObjectType } from "type-graphql";
import { Organization } from "../organization/organization";
import { CatalogueMeasures } from "./catalogue-measures";

@ObjectType({ description: "An organization, and counts of the datasets that it publishes." })
export class PublisherMeasures {
  @Field(() => Organization, { description: "Who publishes them." })
  publisher!: Organization;

  @Field(() => CatalogueMeasures, { description: "Counts of its datasets." })
  stats!: CatalogueMeasures;
}
