import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useEffect, useState } from "react";
import type { SavedQuery } from "../../api/saved-queries";
import { type Draft, draftOf, emptyDraft } from "./draft";
import { readDraft, writeDraft } from "./draft-address";

export interface DraftState {
  draft: Draft;
  /** The saved query that is open; what is in the editors may differ by now. */
  saved: SavedQuery | undefined;
  change(draft: Draft): void;
  /** Shows another query in place of this one. */
  open(draft: Draft): void;
  openSaved(saved: SavedQuery): void;
  /** It was saved as this one. */
  markSaved(saved: SavedQuery | undefined): void;
}

/** What the editors hold, kept in the page's address. */
export function useDraft(opening: Draft | undefined): DraftState {
  const [draft, setDraft] = useState<Draft>(() => readDraft(location.hash) ?? emptyDraft);
  const [saved, markSaved] = useState<SavedQuery>();
  // Not with each key: browsers refuse a page that changes its address too often.
  const writeAddress = useDebouncedCallback((next: Draft) => {
    history.replaceState(history.state, "", `${location.pathname}${location.search}${writeDraft(next)}`);
  }, 500);
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      writeAddress(next);
    },
    [writeAddress],
  );

  useEffect(() => {
    // Somebody has followed a link to another query, or gone back.
    const follow = () => {
      const read = readDraft(location.hash);
      if (!read) return;
      setDraft(read);
      markSaved(undefined);
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  useEffect(() => {
    if (opening) setDraft((now) => (now === emptyDraft ? opening : now));
  }, [opening]);

  const open = (next: Draft) => {
    change(next);
    markSaved(undefined);
  };
  const openSaved = (query: SavedQuery) => {
    change(draftOf(query));
    markSaved(query);
  };
  return { draft, saved, change, open, openSaved, markSaved };
}
