import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Language } from "../../../shared/graphql/kit-enums";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { ProcedureField } from "./procedure-field";

@Resolver(() => ProcedureField)
export class ProcedureFieldResolver {
  @Query(() => [ProcedureField], {
    nullable: true,
    description: "All fields of administration, in order of their codes.",
  })
  procedureFields(@Ctx() { database }: SubgraphContext): Promise<ProcedureField[]> {
    return database.repository(ProcedureField).find({ order: { code: "ASC" } });
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
