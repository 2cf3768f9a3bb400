#!/bin/sh
# Sends a heartbeat every five seconds: send-heartbeats.sh http://HOST:PORT... , with a bearer token in INGEST_TOKEN.
# Needs curl, and a date that knows nanoseconds (GNU's).

# In a file that only this user can read, because the arguments of a program are for everybody on the machine to see.
headers=$(mktemp) || exit 1
trap 'rm -f "$headers"' EXIT
trap 'exit 0' INT TERM
echo 'Content-Type: application/json' >"$headers"
[ -z "${INGEST_TOKEN:-}" ] || echo "Authorization: Bearer $INGEST_TOKEN" >>"$headers"

# Posts standard input to an exporter, and says what went wrong.
post() {
  answer=$(curl --silent --show-error --connect-timeout 1 --max-time 2 --write-out ' %{http_code}' \
    --header "@$headers" --data-binary @- "$1/api/v1/heartbeats" 2>&1)
  case $answer in
    *'"rejected":[]'*' 202') ;;
    *) echo "heartbeats to $1: $answer" >&2 ;;
  esac
}

boot_id=$(date +%s%N)
heartbeat_seq=0
while :; do
  heartbeat_seq=$((heartbeat_seq + 1))
  heartbeat='{
    "shard_id": 0, "region_id": 2, "entity_count": 700000, "signal_throughput_eps": 1650.5, "replication_lag": {},
    "disk_bytes": 73400320, "last_heartbeat_ns": '$(date +%s%N)', "role": "follower",
    "applied_seqno": '$((982451644 + 8250 * heartbeat_seq))', "boot_id": '$boot_id', "heartbeat_seq": '$heartbeat_seq'
  }'
  # Side by side: an exporter that does not answer holds up no other, and not the next heartbeat.
  for exporter in "$@"; do
    echo "$heartbeat" | post "$exporter" &
  done
  sleep 5 &
  wait $!
done
