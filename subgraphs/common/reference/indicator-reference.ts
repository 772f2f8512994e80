import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Indicator as a sector has it that knows one by its code only; innovation owns it. */
export function indicatorReference() {
  @Directive('@key(fields: "code")')
  @ObjectType({ description: "Something that is measured and published, with what was published about it." })
  class Indicator {
    @Field(() => ID, { description: "Dotted, e.g. dossiers.digitisation-rate." })
    code!: string;
  }
  return Indicator;
}
