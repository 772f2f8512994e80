import { Directive, Field, ID, ObjectType } from "type-graphql";

/** SourceDocument as a sector has it that refers to one and adds nothing; innovation owns it. */
export function sourceDocumentReference() {
  @Directive('@key(fields: "code", resolvable: false)')
  @ObjectType({ description: "A public document that figures and plans are taken from." })
  class SourceDocument {
    @Field(() => ID, { description: "e.g. vietnamplus-2025-11-14." })
    code!: string;
  }
  return SourceDocument;
}
