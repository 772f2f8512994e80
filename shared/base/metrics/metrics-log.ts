/** Where what goes wrong with metrics is told: a logger, or the console of a supervisor. */
export interface MetricsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
