import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
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
