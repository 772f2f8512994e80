import sql, { raw, type Sql } from "sql-template-tag";
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from "typeorm";

/**
 * The subgraph's own database as resolvers and loaders see it: statements with parameters, and transactions.
 * A row's type is what the statement's columns are named and cast to; tests compare whole rows.
 */
export class Database {
  /** Statements sent so far by this object; a test holds a batch to one. */
  statements = 0;

  constructor(private readonly manager: EntityManager) {}

  static of(dataSource: DataSource): Database {
    return new Database(dataSource.manager);
  }

  /** Where its statements go, for who begins a transaction of its own. */
  get dataSource(): DataSource {
    return this.manager.dataSource;
  }

  /** Whether its statements are those of one transaction. */
  get isTransaction(): boolean {
    return this.manager.queryRunner?.isTransactionActive ?? false;
  }

  /** The same database, outside of any transaction, whose statements are counted for themselves. */
  apart(): Database {
    return new Database(this.manager.dataSource.manager);
  }

  /** Runs one statement and gives its rows. */
  async rows<Row extends object>(statement: Sql): Promise<Row[]> {
    this.statements += 1;
    return this.manager.query<Row[]>(statement.text, statement.values);
  }

  /** Runs one statement that gives exactly one row, such as an aggregate. */
  async row<Row extends object>(statement: Sql): Promise<Row> {
    const [row, ...more] = await this.rows<Row>(statement);
    if (row === undefined || more.length > 0) {
      throw new Error(`Expected exactly one row, got ${more.length + (row ? 1 : 0)}: ${statement.text}`);
    }
    return row;
  }

  /** Entities through TypeORM, where its builder hides nothing. Counts as one statement. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    this.statements += 1;
    return this.manager.getRepository(entity);
  }

  /**
   * Entities by a key column, as the repository finds them, in no order. TypeORM's builder and what makes entities of its
   * rows take most of the time of a page of a thousand; this is for tables of which all columns are read as pg gives them.
   */
  async entitiesByKey<Entity extends ObjectLiteral>(
    entity: new () => Entity,
    key: keyof Entity & string,
    keys: readonly string[],
  ): Promise<Entity[]> {
    const { columns, tablePath } = this.manager.dataSource.getMetadata(entity);
    const keyColumn = columns.find(({ propertyName }) => propertyName === key);
    if (!keyColumn) throw new Error(`Expected a column of ${entity.name}; got ${key}.`);
    const rows = await this.rows<object>(
      sql`SELECT ${this.columnsOf(entity)} FROM ${raw(`"${tablePath}"`)}
          WHERE ${raw(`"${keyColumn.databaseName}"`)} = ANY(${[...keys]}::${raw(`${String(keyColumn.type)}[]`)})`,
    );
    return rows.map((row) => Object.assign(new entity(), row));
  }

  /**
   * The entities that a statement writes, an INSERT or UPDATE of their table without RETURNING, as the repository would
   * find them now: of tables as `entitiesByKey` reads.
   */
  async writtenEntities<Entity extends ObjectLiteral>(
    entity: new () => Entity,
    statement: Sql,
  ): Promise<Entity[]> {
    const rows = await this.rows<object>(sql`${statement} RETURNING ${this.columnsOf(entity)}`);
    return rows.map((row) => Object.assign(new entity(), row));
  }

  /** All columns of an entity under the names of its properties. Names are TypeORM's own, of the classes. */
  private columnsOf(entity: new () => ObjectLiteral): Sql {
    const { columns } = this.manager.dataSource.getMetadata(entity);
    const unlike = columns.find(({ type, transformer }) => transformer || !asPgGives.has(String(type)));
    if (unlike)
      throw new Error(`Expected columns that are read as pg gives them; got ${unlike.propertyName}.`);
    return raw(
      columns.map(({ databaseName, propertyName }) => `"${databaseName}" AS "${propertyName}"`).join(", "),
    );
  }

  /** Runs `work` in one transaction: all of it happens, or nothing. */
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    return this.manager.transaction((manager) => work(new Database(manager)));
  }
}

/** Types of columns whose values TypeORM leaves as they come. */
const asPgGives = new Set([
  "bigint",
  "boolean",
  // As the data source has it parsed.
  "date",
  "enum",
  "integer",
  "smallint",
  "text",
  "timestamptz",
  "timestamp with time zone",
]);
