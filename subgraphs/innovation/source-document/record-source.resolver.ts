import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { recordSource } from "./record-source";
import { RecordSourceInput, SourcePayload } from "./record-source.inputs";

@Resolver()
export class RecordSourceResolver {
  @Mutation(() => SourcePayload, {
    nullable: true,
    description: "Records a public document, so that figures can cite it. Any editor, or an admin.",
  })
  recordSource(
    @Arg("input", () => RecordSourceInput, { description: "The document." }) input: RecordSourceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<SourcePayload> {
    return recordSource(context, input);
  }
}
