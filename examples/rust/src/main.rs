//! Sends a heartbeat every five seconds: `heartbeat-sender HOST:PORT...`, with a bearer token in `INGEST_TOKEN`.
//!
//! In a database, `main` is a thread of its own, and the figures are read off the shard.

mod sender;

use sender::Sender;
use serde::Serialize;
use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a leader says. A follower has `role: "follower"`, `applied_seqno` in place of `leader_seqno`, and no followers.
#[derive(Serialize)]
struct Heartbeat {
    shard_id: u16,
    region_id: u16,
    entity_count: u64,
    signal_throughput_eps: f64,
    replication_lag: HashMap<u16, u64>,
    disk_bytes: u64,
    last_heartbeat_ns: u64,
    role: &'static str,
    leader_seqno: u64,
    boot_id: u64,
    heartbeat_seq: u64,
}

fn unix_ns() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
}

fn main() {
    let sender = Sender::new(std::env::args().skip(1).collect(), std::env::var("INGEST_TOKEN").ok());
    let boot_id = unix_ns() ^ u64::from(std::process::id());
    for heartbeat_seq in 1.. {
        let heartbeat = Heartbeat {
            shard_id: 0,
            region_id: 0,
            entity_count: 700_000,
            signal_throughput_eps: 1650.5,
            replication_lag: HashMap::from([(1, 12), (2, 9)]),
            disk_bytes: 73_400_320,
            last_heartbeat_ns: unix_ns(),
            role: "leader",
            leader_seqno: 982_451_653 + 8_250 * heartbeat_seq,
            boot_id,
            heartbeat_seq,
        };
        match serde_json::to_string(&heartbeat) {
            Ok(json) => sender.send(json),
            Err(problem) => eprintln!("no heartbeat: {problem}"),
        }
        std::thread::sleep(Duration::from_secs(5));
    }
}
