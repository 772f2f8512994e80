import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { recordApplication } from "./record-application";
import { ApplicationPayload, RecordApplicationInput } from "./record-application.inputs";
import { recordUnitApplication } from "./record-unit-application";
import { RecordUnitApplicationInput } from "./record-unit-application.inputs";

@Resolver()
export class RecordApplicationResolver {
  @SemanticNonNull()
  @Mutation(() => ApplicationPayload, {
    nullable: true,
    description: "Records an application. An editor of its owner or of SKHCN, or an admin.",
  })
  recordApplication(
    @Arg("input", () => RecordApplicationInput, { description: "How it stands now." })
    input: RecordApplicationInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ApplicationPayload> {
    return recordApplication(context, input);
  }

  @SemanticNonNull()
  @Mutation(() => ApplicationPayload, {
    nullable: true,
    description:
      "Records whether a ward or commune works with an application. An editor of its authority or of SKHCN, or an admin.",
  })
  recordUnitApplication(
    @Arg("input", () => RecordUnitApplicationInput, { description: "Which unit and application." })
    input: RecordUnitApplicationInput,
    @Ctx() context: SubgraphContext,
  ): Promise<ApplicationPayload> {
    return recordUnitApplication(context, input);
  }
}
