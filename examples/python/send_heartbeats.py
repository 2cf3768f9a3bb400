#!/usr/bin/env python3
"""Sends a heartbeat every five seconds: send_heartbeats.py http://HOST:PORT... , with a bearer token in INGEST_TOKEN.

Standard library only. `Sender` can be taken as it is; the figures below it are read off the shard.
"""

import contextlib
import json
import os
import queue
import sys
import threading
import time
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 2


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token is for the address that it was given for."""

    def redirect_request(self, *_):
        return None


class Sender:
    """Posts heartbeats to several equal exporters: a thread for each, so that none waits for another."""

    def __init__(self, exporters, token=None):
        self._opener = urllib.request.build_opener(NoRedirect)
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._slots = []
        for exporter in exporters:
            slot = queue.Queue(maxsize=1)
            self._slots.append(slot)
            threading.Thread(target=self._run, args=(exporter, slot), daemon=True).start()

    def send(self, heartbeats):
        """Never waits. What an exporter had no time for gives way to what is newer."""
        body = json.dumps(heartbeats).encode()
        for slot in self._slots:
            with contextlib.suppress(queue.Empty):
                slot.get_nowait()
            with contextlib.suppress(queue.Full):
                slot.put_nowait(body)

    def _run(self, exporter, slot):
        while True:
            body = slot.get()
            try:
                self._post(exporter, body)
            except Exception as problem:  # whatever it is, the next heartbeat is tried
                print(f"heartbeats to {exporter}: {problem}", file=sys.stderr, flush=True)

    def _post(self, exporter, body):
        request = urllib.request.Request(f"{exporter}/api/v1/heartbeats", body, self._headers)
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                report = json.load(answer)
        except urllib.error.HTTPError as refusal:
            raise RuntimeError(f"{refusal.code} {refusal.read(4096).decode(errors='replace')}") from refusal
        if report["rejected"]:
            raise RuntimeError(f"rejected: {report['rejected']}")


def main():
    sender = Sender(sys.argv[1:], os.environ.get("INGEST_TOKEN"))
    boot_id = int.from_bytes(os.urandom(8), "little")
    heartbeat_seq = 0
    while True:
        heartbeat_seq += 1
        sender.send(
            [
                {
                    "shard_id": 0,
                    "region_id": 1,
                    "entity_count": 700_000,
                    "signal_throughput_eps": 1650.5,
                    "replication_lag": {},
                    "disk_bytes": 73_400_320,
                    "last_heartbeat_ns": time.time_ns(),
                    "role": "follower",
                    "applied_seqno": 982_451_641 + 8_250 * heartbeat_seq,
                    "boot_id": boot_id,
                    "heartbeat_seq": heartbeat_seq,
                }
            ]
        )
        time.sleep(5)


if __name__ == "__main__":
    main()
