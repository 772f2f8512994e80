import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { requestGraphql } from "../api/request-graphql";
import { type SessionState, session } from "../session/session";

/** Who the gateway says asks. */
export interface Viewer {
  role: "public" | "analyst" | "editor" | "admin";
  subject: string | null;
  organization: { name: string } | null;
}

/**
 * The session, kept current. A page that comes rendered is that of the public: it is taken over as such, and in the next
 * moment is that of who is signed in.
 */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state, () => ofPublic);
}

const ofPublic: SessionState = { expired: false };

/** Who the gateway takes the session's token for; undefined while it is being asked. */
export function useViewer(): Viewer | undefined {
  const { token } = useSession();
  const { data } = useQuery({
    queryKey: ["viewer", token ?? null],
    queryFn: ({ signal }) => requestViewer({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Throws ApiError where the token is refused. */
export async function requestViewer(options: { token?: string; signal?: AbortSignal }): Promise<Viewer> {
  const query = "query Viewer { viewer { role subject organization { name } } }";
  const { data } = await requestGraphql<{ viewer: Viewer & { role: string } }>({ query }, options);
  const viewer = data?.viewer ?? { role: "public", subject: null, organization: null };
  return { ...viewer, role: viewer.role.toLowerCase() as Viewer["role"] };
}
