import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordSourceDocument } from "./record-source-document";
import { RecordSourceDocumentInput, SourceDocumentPayload } from "./record-source-document.inputs";

@Resolver()
export class RecordSourceDocumentResolver {
  @SemanticNonNull()
  @Mutation(() => SourceDocumentPayload, {
    nullable: true,
    description: "Records a public document, so that figures can cite it. Any editor, or an admin.",
  })
  recordSourceDocument(
    @Arg("input", () => RecordSourceDocumentInput, { description: "The document." })
    input: RecordSourceDocumentInput,
    @Ctx() context: SubgraphContext,
  ): Promise<SourceDocumentPayload> {
    return recordSourceDocument(context, input);
  }
}
