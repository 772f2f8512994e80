import { Directive, Field, ID, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../base/graphql/scalars";

/**
 * Every subgraph offers a root field of its own name that gives `[GraphDataSource!]!`, e.g. tasksDataSources. The
 * gateway's freshness job finds these fields by their type (gateway/freshness/) and takes the dates to the catalogue.
 */
@Directive("@shareable")
@ObjectType({ description: "Data of this graph, dated by the subgraph that holds it." })
export class GraphDataSource {
  @Field(() => ID, { description: "Subgraph and type, e.g. tasks.Task; the `graphSource` of its dataset." })
  name!: string;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description:
      "The latest instant up to now that its rows tell of; a day or month counts from its beginning in Hanoi. The " +
      "last change was then or later. Null where rows tell none, or there are none.",
  })
  changedAt!: Date | null;
}
