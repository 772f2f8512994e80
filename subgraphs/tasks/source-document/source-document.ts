import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Owned by the innovation subgraph; this one only refers to it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: "A public document that figures and plans are taken from." })
export class SourceDocument {
  @Field(() => ID, { description: "e.g. vietnamplus-2025-11-14." })
  id!: string;
}
