import { Args, type ClassType, Ctx, Directive, Query, Resolver } from "type-graphql";
import { requireRole } from "../../http/identity/require-role";
import { ImportRun } from "../../import/import-run";
import type { Connection } from "../connection/connection-type";
import type { SubgraphContext } from "../context/context";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import { ImportRunArguments } from "./import.inputs";
import { assumedSyncs, findLastSyncs, ImportRunConnection, importRunPages } from "./import-run.queries";

/** Makes the resolver of a subgraph's history of imports: `<name>Imports`, for editors and admins. */
export function importsResolver(name: string): ClassType {
  const field = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

  @Resolver()
  class ImportsResolver {
    @SemanticNonNull()
    @Query(() => ImportRunConnection, {
      name: `${field}Imports`,
      nullable: true,
      description: `Files and rows that the subgraph ${name} took in, the latest first. For admins; editors see those of their organization.`,
    })
    runs(@Args() args: ImportRunArguments, @Ctx() context: SubgraphContext): Promise<Connection<ImportRun>> {
      const organization = scopeOf(context);
      return importRunPages.page(context, { ...args, filter: { ...args.filter, organization } });
    }

    @SemanticNonNull()
    @Directive(`@listSize(assumedSize: ${assumedSyncs})`)
    @Query(() => [ImportRun], {
      name: `${field}LastSyncs`,
      nullable: true,
      description: `The last sync of each source that brings the subgraph ${name} up to date, by import and source. For admins; editors see those of their organization.`,
    })
    lastSyncs(@Ctx() context: SubgraphContext): Promise<ImportRun[]> {
      return findLastSyncs(context.database, scopeOf(context));
    }
  }
  return ImportsResolver;
}

/** Whose imports a viewer sees: null for everybody's. */
function scopeOf({ viewer }: SubgraphContext): string | null {
  requireRole(viewer, ["editor", "admin"], "the history of imports");
  return viewer.role === "admin" ? null : (viewer.organization ?? "");
}
