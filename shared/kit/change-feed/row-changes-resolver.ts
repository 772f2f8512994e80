import sql from "sql-template-tag";
import {
  Args,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { dateTimeScalar } from "../../base/graphql/scalars";
import { globalId } from "../../base/text/global-id";
import { type Connection, connectionType } from "../connection/connection-type";
import { encodeCursor } from "../connection/cursor";
import { readPage } from "../connection/page-arguments";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import { FeedArguments } from "./feed-arguments";
import { feedPage } from "./feed-page";
import { type ChangedTable, readTable } from "./read-table";
import { kindOf, RowChangeKind } from "./row-change";

/** A type of rows whose changes can be followed. */
export interface FollowedType<Node extends object> extends ChangedTable {
  /** Name of the type, as ids have it. */
  name: string;
  type: () => ClassType<Node>;
  /** Name of the field that holds the row; the feed is called by it: `dossier`, `dossierChanges`. */
  field: string;
  /** What rows are called in descriptions: `dossier`. */
  noun: string;
  node: SubgraphLoader<Node>;
  /** Refuses whoever may not read single rows; absent where everybody may. */
  guard?(context: SubgraphContext): void;
}

/**
 * Makes `<field>Changes`: every row of a table by its key, and then every change in the order of transactions, with what
 * happened, when, and to which row. The row itself is read where it is selected, and as it is now.
 */
export function rowChangesResolver<Node extends object>(followed: FollowedType<Node>): ClassType {
  const { name, type, field, noun, guard, node: loader } = followed;

  @ObjectType(`${name}Change`, { description: `What happened to one ${noun}, for those who keep a copy.` })
  class Change {
    @Field(() => RowChangeKind, { description: "What happened." })
    kind!: RowChangeKind;

    @Field(() => ID, { description: "Id of the row in the whole graph, also of one that is gone." })
    rowId!: string;

    @Field(() => dateTimeScalar, {
      nullable: true,
      description: "When it was written; null for a row that was there when the reader began.",
    })
    changedAt!: Date | null;

    /** Its key in the table. */
    key!: string;
  }
  const ChangeConnection = connectionType(`${name}Change`, () => Change);

  @Resolver(() => Change)
  class ChangesResolver {
    @SemanticNonNull()
    @Query(() => ChangeConnection, {
      nullable: true,
      name: `${field}Changes`,
      description:
        `Every ${noun}, and then every change of one in the order in which they came, each once. For those who keep a ` +
        "copy: keep the last endCursor, and ask again with it for what changed since. A change is held back while an " +
        "older transaction still runs, so that none comes behind a cursor that was given before. Changes are known one " +
        "by one for 30 days; a cursor from before that, or from before the database was restored, is INVALID_CURSOR: " +
        "begin anew, without `after`.",
    })
    async changes(@Args() args: FeedArguments, @Ctx() context: SubgraphContext): Promise<Connection<Change>> {
      guard?.(context);
      const page = readPage(args, context);
      const reading = { where: sql`TRUE`, findsAll: false, size: page.size, after: page.cursor };
      const { rows, terms, epoch, hasMore } = await readTable(context, followed, reading);
      const edges = rows.map(({ key, position, operation, at }) => ({
        cursor: encodeCursor(position, terms, epoch),
        node: Object.assign(new Change(), {
          ...{ kind: kindOf(operation), rowId: globalId(name, key), changedAt: at, key },
        }),
      }));
      return feedPage(edges, { hasMore, after: page.cursor, counted: followed.from }, context);
    }

    @FieldResolver(type, {
      name: field,
      nullable: true,
      description: "The row as it is now; null when it is gone.",
    })
    async row(@Root() { key }: Change, @Ctx() context: SubgraphContext): Promise<Node | null> {
      return (await context.load(loader, key)) ?? null;
    }
  }
  return ChangesResolver;
}
