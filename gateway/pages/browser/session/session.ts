import { readStoredToken, storageKey } from "./stored-token";
import { readClaims } from "./token-claims";

export interface SessionState {
  token?: string;
  /** A token was there, and has expired or is refused now. */
  expired: boolean;
}

/*
 * The token is kept in sessionStorage: it survives a reload, ends with the tab, and no cookie sends it by itself. The
 * pages' security headers let no foreign script run that could read it.
 */
const listeners = new Set<() => void>();
let state: SessionState = readStoredToken();
let timer: ReturnType<typeof setTimeout> | undefined;
// A timer of the browser overflows after 24 days.
const longestTimerMs = 2 ** 31 - 1;

/** Who uses the page, in this tab. */
export const session = {
  state: (): SessionState => state,
  token: (): string | undefined => state.token,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  signIn(token: string): void {
    sessionStorage.setItem(storageKey, token);
    change({ token, expired: false });
  },
  signOut(): void {
    sessionStorage.removeItem(storageKey);
    change({ expired: false });
  },
  /** The gateway has refused the token, or its time is over: the viewer goes on as the public. */
  expire(): void {
    if (state.token === undefined) return;
    sessionStorage.removeItem(storageKey);
    change({ expired: true });
  },
};

function change(next: SessionState): void {
  state = next;
  watchExpiry();
  for (const listener of listeners) listener();
}

function watchExpiry(): void {
  clearTimeout(timer);
  const until = state.token === undefined ? undefined : readClaims(state.token)?.expiresAtMs;
  if (until === undefined) return;
  const left = until - Date.now();
  timer = setTimeout(
    () => (left > longestTimerMs ? watchExpiry() : session.expire()),
    Math.min(left, longestTimerMs),
  );
}

watchExpiry();
