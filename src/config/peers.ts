import type { z } from "zod";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { listSchema, sectionSchema } from "../strict-yaml/section-schema";
import { nameSchema } from "../strict-yaml/value-schemas";
import { polledFindings, pollingKeys, toSource, urlSchema } from "./sources";
import type { SourceConfig } from "./sources";

/** Nobody runs more control planes for one cluster; each has series of its own for each region. */
export const MAX_PEERS = 16;

const DEFAULT_INTERVAL = "10s";

/** One entry of `peers`. */
export const peerSchema = sectionSchema(
  "Another exporter of the same cluster that is asked for what it sees.",
  {
    name: nameSchema().meta({
      description: "What the peer is called in metrics and logs. Each name is used once.",
    }),
    url: urlSchema().meta({
      description:
        "Its `/health.json`. Replicas are not asked for (`shards=false` is added). A loopback or link-local address is asked only where the URL has it literally, or says `localhost`; redirects are not followed.",
    }),
    ...pollingKeys(DEFAULT_INTERVAL, "8MiB"),
  },
);

/** The list `peers`. */
export const peersSchema = listSchema(
  `The other exporters of the cluster, whose view of each region is compared with our own; at most ${MAX_PEERS}. Nothing is taken over from them.`,
  peerSchema,
  [
    {
      name: "zone-b",
      url: "https://exporter.zone-b.example:10843/health.json",
      authorization: { credentials_file: "peer.token" },
      tls_config: { ca_file: "ca.pem" },
    },
  ],
);

/** One exporter that is asked for its view. Holds no secret. */
export type PeerConfig = SourceConfig;

/** @throws Error when `peerFindings` would have found something. */
export function toPeer(document: z.output<typeof peerSchema>, folder: string): PeerConfig {
  const peer = toSource({ ...document, format: "cluster-health" }, folder);
  const url = new URL(peer.url);
  if (!url.searchParams.has("shards")) url.searchParams.set("shards", "false");
  return { ...peer, url: url.href };
}

/** What contradicts itself about the peers, in a document as it was read. */
export function peerFindings(document: unknown): readonly ConfigFinding[] {
  return polledFindings(document, {
    what: "peer",
    max: MAX_PEERS,
    interval: DEFAULT_INTERVAL,
  });
}
