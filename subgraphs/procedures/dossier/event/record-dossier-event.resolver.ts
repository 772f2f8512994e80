import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { recordDossierEvent } from "./record-dossier-event";
import { DossierPayload, RecordDossierEventInput } from "./record-dossier-event.inputs";

@Resolver()
export class RecordDossierEventResolver {
  @SemanticNonNull()
  @Mutation(() => DossierPayload, {
    nullable: true,
    description:
      "Records a change of a dossier's status. An editor of the organization that handles it, or an admin.",
  })
  recordDossierEvent(
    @Arg("input", () => RecordDossierEventInput, { description: "The event." })
    input: RecordDossierEventInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DossierPayload> {
    return recordDossierEvent(context, input);
  }
}
