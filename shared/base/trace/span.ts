/** Attributes of a span, named by https://opentelemetry.io/docs/specs/semconv/ where that has a name. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What one process does for one request, or for a part of it. */
export interface Span {
  /** What goes along to the next process, as `traceparent`: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string;
  /** Begins a part of it that another process does: a request to it. */
  begin(name: string, attributes: SpanAttributes): Span;
  /** Adds a part that has ended just now, a statement for example; `ms`: how long it took. */
  add(name: string, ms: number, attributes: SpanAttributes, hasFailed: boolean): void;
  /** Ends it; `error`: what went wrong, by a name that does not depend on the request. */
  end(attributes?: SpanAttributes, error?: string): void;
}

/** The traces of one process. */
export interface Tracing {
  /**
   * Begins the span of a request that has come. Undefined for one that is not to be traced: by the caller's
   * `traceparent`, where it is given, else by lot.
   */
  begin(name: string, attributes: SpanAttributes, parent?: string): Span | undefined;
  /** Sends what has ended, for a second at most. */
  stop(): Promise<void>;
}
