import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../../shared/base/errors/graph-error";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { keyFromGlobalId } from "../../../shared/kit/subgraph/global-key";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "../organization/organization";
import { Procedure } from "../procedure/procedure";
import { procedureByCode } from "../procedure/procedure.loaders";
import { Dossier } from "./dossier";
import { DossiersArguments } from "./dossier.inputs";
import { codeByDossier, dossierById, eventsByDossier } from "./dossier.loaders";
import { DossierConnection, dossierPages } from "./dossier.queries";
import { requireDossierReader } from "./dossier-access";
import { Timeliness } from "./dossier-enums";
import { DossierEvent } from "./dossier-event";
import { isOverdue, timelinessOf } from "./dossier-state";

@Resolver(() => Dossier)
export class DossierResolver {
  @Query(() => Dossier, {
    nullable: true,
    description: "One dossier. For analysts, editors and admins. An unknown id is NOT_FOUND.",
  })
  async dossier(
    @Arg("id", () => ID, { description: "Id of the dossier." }) id: string,
    @Ctx() context: SubgraphContext,
  ): Promise<Dossier> {
    requireDossierReader(context);
    const dossier = await context.load(dossierById, keyFromGlobalId("Dossier", id, ["id"]));
    if (dossier === undefined) throw notFound("dossier", id);
    return dossier;
  }

  @SemanticNonNull()
  @Query(() => DossierConnection, {
    nullable: true,
    description: "Dossiers, in pages. For analysts, editors and admins.",
  })
  dossiers(@Args() args: DossiersArguments, @Ctx() context: SubgraphContext): Promise<Connection<Dossier>> {
    requireDossierReader(context);
    return dossierPages.page(context, args);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Number on the receipt (mã số hồ sơ); null where its office has not given it, as for the demonstration's dossiers.",
  })
  async code(@Root() { id }: Dossier, @Ctx() context: SubgraphContext): Promise<string | null> {
    return (await context.load(codeByDossier, id)) ?? null;
  }

  @FieldResolver(() => Procedure, { description: "What was applied for." })
  procedure(@Root() { procedureCode }: Dossier, @Ctx() context: SubgraphContext): Promise<Procedure> {
    return context.loadKnown(procedureByCode, procedureCode);
  }

  @FieldResolver(() => AdministrativeUnit, {
    nullable: true,
    description: "Where it was received; null when a department received it for the whole city.",
  })
  unit(@Root() { unitCode }: Dossier): AdministrativeUnit | null {
    return unitCode === null ? null : { code: unitCode };
  }

  @FieldResolver(() => Organization, { description: "Who handles it." })
  organization(@Root() { organizationCode: code }: Dossier): Organization {
    return { code };
  }

  @FieldResolver(() => Timeliness, {
    nullable: true,
    description: "Of a resolved dossier; null before.",
  })
  timeliness(@Root() dossier: Dossier): Timeliness | null {
    return timelinessOf(dossier);
  }

  @FieldResolver(() => Boolean, { description: "Pending and past dueAt now." })
  overdue(@Root() dossier: Dossier, @Ctx() { clock }: SubgraphContext): boolean {
    return isOverdue(dossier, clock.now());
  }

  @FieldResolver(() => [DossierEvent], { description: "All changes of its status, oldest first." })
  events(@Root() { id }: Dossier, @Ctx() context: SubgraphContext): Promise<DossierEvent[]> {
    return context.loadKnown(eventsByDossier, id);
  }
}
