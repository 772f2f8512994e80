import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../../shared/graphql/scalars";

@Directive("@shareable")
@ObjectType({ description: "Data of this graph, as the subgraph that holds it counts and dates it." })
export class GraphDataSource {
  @Field(() => ID, { description: "Subgraph and type, e.g. tasks.Task; the `graphSource` of its dataset." })
  name!: string;

  @Field(() => Int, { description: "Rows." })
  records!: number;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When one of them last changed, by what the rows themselves say; null without rows.",
  })
  changedAt!: Date | null;
}
