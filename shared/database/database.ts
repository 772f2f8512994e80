import type { Sql } from "sql-template-tag";
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

  /** Runs `work` in one transaction: all of it happens, or nothing. */
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    return this.manager.transaction((manager) => work(new Database(manager)));
  }
}
