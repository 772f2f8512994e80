import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { ProcedureField } from "./procedure-field";
import { ProcedureFieldsArguments } from "./procedure-field.inputs";
import { ProcedureFieldConnection, procedureFieldPages } from "./procedure-field.queries";

@Resolver(() => ProcedureField)
export class ProcedureFieldResolver {
  @SemanticNonNull()
  @Query(() => ProcedureFieldConnection, {
    nullable: true,
    description: "The fields of administration, in pages.",
  })
  procedureFields(
    @Args() args: ProcedureFieldsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ProcedureField>> {
    return procedureFieldPages.page(context, args);
  }

  @FieldResolver(() => String, { description: "Official name." })
  name(
    @Root() field: ProcedureField,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? field.nameVi : field.nameEn;
  }
}
