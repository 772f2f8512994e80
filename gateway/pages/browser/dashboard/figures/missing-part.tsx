import { ApiError, type ToldError } from "../../api/api-error";
import { ErrorNotice } from "../../states/error-notice";

export interface MissingPartProps {
  /** Fields at the top of the answer that a panel needs. */
  fields: readonly string[];
  errors: readonly ToldError[];
  onRetry(): void;
}

/** Why figures are missing from an answer that is there otherwise: mostly a sector that is down. */
export function MissingPart({ fields, errors, onRetry }: MissingPartProps) {
  const own = errors.filter(({ path }) => path === undefined || fields.includes(String(path[0])));
  const told = own.length > 0 ? own : [{ message: "" }];
  const [first] = told;
  // One sentence is enough: a sector that is down fails each of its fields alike.
  return <ErrorNotice error={new ApiError(200, first ? [first] : [])} onRetry={onRetry} />;
}
