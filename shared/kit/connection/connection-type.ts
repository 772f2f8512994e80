import { type ClassType, Directive, Field, Int, ObjectType } from "type-graphql";
import { articleOf } from "../../base/text/article-of";
import { PageInfo } from "../graphql/page-info";

/** One page of rows as a resolver returns it. `totalCount` is counted only when it is selected. */
export interface Connection<Node> {
  readonly edges: { cursor: string; node: Node }[];
  readonly nodes: Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: Promise<number>;
}

/** Makes the object types `<name>Connection` and `<name>Edge` of a node type; shareable when every subgraph has it. */
export function connectionType<Node extends object>(
  name: string,
  nodeType: () => ClassType<Node>,
  { isShareable = false } = {},
) {
  @ObjectType(`${name}Edge`, {
    description: `${articleOf(name) === "an" ? "An" : "A"} ${name} and its position in the order.`,
  })
  class Edge {
    @Field({ description: "Opaque position of this row, for `after` and `before`." })
    cursor!: string;

    @Field(nodeType, { description: "The row." })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} rows.` })
  class ConnectionOfNode implements Connection<Node> {
    @Field(() => [Edge], { description: "The rows with their cursors." })
    edges!: Edge[];

    @Field(() => [nodeType()], { description: "The rows." })
    nodes!: Node[];

    @Field(() => PageInfo, { description: "Where this page stands." })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: "Rows on all pages together. Exact; counted only when asked for." })
    readonly totalCount!: Promise<number>;
  }
  if (isShareable) for (const type of [Edge, ConnectionOfNode]) Directive("@shareable")(type);
  return ConnectionOfNode;
}
