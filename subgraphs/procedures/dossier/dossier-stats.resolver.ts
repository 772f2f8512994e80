import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Procedure } from "../procedure/procedure";
import { procedureByCode } from "../procedure/procedure.loaders";
import { ProcedureField } from "../procedure-field/procedure-field";
import { procedureFieldByCode } from "../procedure-field/procedure-field.loaders";
import { DossierStats, DossierStatsRow } from "./dossier-stats";
import { DossierStatsArguments } from "./dossier-stats.inputs";
import { findDossierStats } from "./dossier-stats.queries";

@Resolver(() => DossierStatsRow)
export class DossierStatsResolver {
  @Query(() => DossierStats, {
    nullable: true,
    description:
      "Counts of dossiers by any three dimensions and over time. Exact at every moment. A question that takes " +
      "too long is QUERY_TIMEOUT.",
  })
  dossierStats(
    @Args() args: DossierStatsArguments,
    @Ctx() { database, clock }: SubgraphContext,
  ): Promise<DossierStats> {
    return findDossierStats(database, args, clock.now());
  }

  @FieldResolver(() => Procedure, { nullable: true, description: "The procedure that was applied for." })
  async procedure(
    @Root() { procedureCode }: DossierStatsRow,
    @Ctx() context: SubgraphContext,
  ): Promise<Procedure | null> {
    return procedureCode === null ? null : context.loadKnown(procedureByCode, procedureCode);
  }

  @FieldResolver(() => ProcedureField, {
    nullable: true,
    description: "The field of administration of the procedures.",
  })
  async procedureField(
    @Root() { procedureFieldCode }: DossierStatsRow,
    @Ctx() context: SubgraphContext,
  ): Promise<ProcedureField | null> {
    return procedureFieldCode === null ? null : context.loadKnown(procedureFieldByCode, procedureFieldCode);
  }
}
