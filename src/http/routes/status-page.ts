import { sendText } from "../answer";
import type { Route } from "../route";
import { renderStatusPage } from "../status-page/render-status-page";

/** The page for people. */
export function statusPageRoute(routes: () => readonly Route[]): Route {
  return {
    name: "getStatusPage",
    method: "GET",
    path: "/",
    summary: "The status page: regions, shards, lag and reasons, and links to everything else.",
    answers: { 200: { description: "The page.", content: { "text/html": { type: "string" } } } },
    handle: ({ response, basePath }, { controlPlane, readiness, version }) => {
      const page = renderStatusPage({
        snapshot: controlPlane.snapshot(),
        notReady: readiness(),
        routes: routes(),
        basePath,
        version,
      });
      sendText(response, 200, "text/html; charset=utf-8", page);
    },
  };
}
