/** What the figures mean. */
export const READING = `A simulator that knows the truth plays episodes: a healthy cluster for three minutes, one root cause, and what comes after it.
It drives the control plane itself, scrapes its exposition every 15 s, and gives that to models of Prometheus and Alertmanager with
the rules and the configuration that are shipped, each group of rules at its own interval. One seed is one episode.

- A _page_ is what the receiver \`pager\` sees as one incident: a group from its first firing message to its last. It names the
  regions in the labels \`region\` and \`peer\` of its alerts.
- A page is _right_ when a cause that pages lasts for more than a minute, the page comes while it lasts, and names nobody but its
  subjects; _wrong region_ when it names another; _nameless_ when it names nobody but should; else _unneeded_. Precision is the share
  of the right ones.
- _Recall_ is the share of causes that got a right page, of those that page, that the heartbeats tell anything of, and that last
  longer than the time given. A fault of replication, and where only leaders send
  heartbeats the death of followers, lasts from its first event that is late. With the seven fields nobody
  says who leads: two leaders, or none, are told by nothing there. Without \`boot_id\` a replica that starts again and again is told by
  its silences alone, and lasts from when the third of them has lasted for \`offline_after\`.
- Pages and messages are counted for causes that got a right page. Times are p50 / p95. _Resolved_ is the message that the last
  page of a cause is over, from the end of all that this page tells of.
- _T_D_ runs from the sending of the last heartbeat that arrives to Offline; _T_M_ is the mean length of a mistake, _T_MR_ the mean
  time between two of one region, _P_A_ the share of time in which what was said of a region that can be heard was right.
- _Degraded, s beyond_ runs from the moment at which the lag of a follower passes its limit, or is there to be told because its
  leader is back, to Degraded. One heartbeat interval and a second, 6 s, is what heartbeats allow, except with the seven fields.
- Fields: \`all\` of them; \`seqnos\`: roles, heads and counters, but no times; \`seven\`: those of tidalDB's own type; \`leaders\`: all
  fields, but followers send nothing.`;

/** What is modelled and what is not. */
export const LIMITS_OF_TRUST = `## How far to trust it

Modelled: idle, steady and bursty leaders; shipping over links with delay and bandwidth, and acknowledgements over the way back;
senders' clocks; heartbeats every 5 s that are lost, late, out of order, twice, retried or held back in a queue; an exporter that
restarts with and without what it kept, stalls, is throttled, or has its clock set; topologies that are configured or not; clusters of
three regions with five shards each (70 %) and of five with twenty.

Where detection takes longer than heartbeats allow: an exporter that restarts without what it knew begins to wait anew, so
Offline comes up to \`offline_after\` and a restart later; one that stood still, with senders that say no more than the seven
fields, takes out of the silence what may have been its own; a late or lost heartbeat takes its time; and a replica that starts again
and again has too few heartbeats between its deaths.

With the seven fields Degraded comes up to 11 s beyond the limit, two heartbeat intervals and a second, and not 6 s, where what is late is a
lone event of an idle leader or a batch after idleness: the tables of kinds have the p95. A heartbeat says there how many events a
follower is behind, and not since when. The first one that has the event cannot tell when it was written; the second looks as if the
first event had been applied and another just written, which is what quiet life looks like; only the third cannot be that. To say it at
the second would call every leader Degraded whose events happen to be on their way at two heartbeats in a row: with an event a
minute that takes 0.3 s to be acknowledged, 0.005 of the heartbeats see one, two in a row 0.43 times a day and shard, and a region that leads five shards would be
falsely Degraded 2.2 times a day. Quiet life has to stay below 0.1 (decision 47); it is 0.00. Senders that give \`leader_seqno\`
or \`replication_lag_ns\` are told within 6 s.

A replica that starts again and again is now and then two pages: it was silent for long enough to be paged, came back and stayed for long enough
to be over, and only the next of its deaths made it one that is unstable. To keep the first page open for the case that another follows would
keep that of every replica open which restarts once.

Where only leaders send heartbeats, a host that dies with followers alone, all of whose leaders are in one region, looks like the way
from that region. So does a way that is cut while only one of its ends writes. The page names the region in which they are behind, which
is part of both, and says both (decision 47). Where followers send heartbeats, and several of one region stand still that all follow
one other region, of which no other shard writes, that is told as the link between the two: it is the same evidence, and no such kind is played. A follower that is dead is told by the first event that it does not get: recall counts
from then on. A host with several of them is told in parts: those that fall behind within some seconds of the first in one message, the others together
five minutes later (decision 55).

Not modelled: bodies and HTTP, so nothing that limits or tokens refuse; the writing of the state file, which is taken as done at
the moment of a stop; work that takes time, so no scrape and no evaluation is late; Prometheus and Alertmanager that fail
themselves; reconciliation after writes on both sides; tenants. Rates and durations are estimates, stated in the
table above: where they are wrong, so are the figures of all kinds together, but not those of a kind. Truth about lag goes in steps of
a quarter of a second.`;
