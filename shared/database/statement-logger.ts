import type { Logger as TypeOrmLogger } from "typeorm";
import type { Logger } from "../base/log/logger";

/** Sends TypeORM's messages to the process's log; statements at trace, without their parameters. */
export class StatementLogger implements TypeOrmLogger {
  constructor(private readonly logger: Logger) {}

  logQuery(statement: string): void {
    this.logger.trace({ statement }, "statement");
  }

  logQueryError(error: string | Error, statement: string): void {
    this.logger.debug({ err: error, statement }, "statement failed");
  }

  logQuerySlow(ms: number, statement: string): void {
    this.logger.warn({ ms, statement }, "slow statement");
  }

  logSchemaBuild(message: string): void {
    this.logger.trace(message);
  }

  logMigration(message: string): void {
    this.logger.debug(message);
  }

  log(level: "warn" | "info" | "log", message: string): void {
    this.logger[level === "log" ? "debug" : level](message);
  }
}
