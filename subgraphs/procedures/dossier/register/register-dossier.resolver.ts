import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { DossierPayload } from "../event/record-dossier-event.inputs";
import { correctDossier } from "./correct-dossier";
import { registerDossier } from "./register-dossier";
import { CorrectDossierInput, RegisterDossierInput } from "./register-dossier.inputs";

@Resolver()
export class RegisterDossierResolver {
  @SemanticNonNull()
  @Mutation(() => DossierPayload, {
    nullable: true,
    description:
      "Adds a dossier that has come in. An editor of the organization that handles it, or an admin.",
  })
  registerDossier(
    @Arg("input", () => RegisterDossierInput, { description: "The dossier." }) input: RegisterDossierInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DossierPayload> {
    return registerDossier(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => DossierPayload, {
    nullable: true,
    description:
      "Corrects what was entered wrongly of a dossier that has a number. An editor of the organization that handles it, or an admin.",
  })
  correctDossier(
    @Arg("input", () => CorrectDossierInput, { description: "The correction." }) input: CorrectDossierInput,
    @Ctx() context: SubgraphContext,
  ): Promise<DossierPayload> {
    return correctDossier(context, input);
  }
}
