import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Owned by the innovation subgraph; this one adds the key results that are measured by it. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "Something that is measured and published, with what was published about it." })
export class Indicator {
  @Field(() => ID, { description: "Dotted, e.g. dossiers.digitisation-rate." })
  code!: string;
}
