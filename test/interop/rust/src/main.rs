//! Reads one `ClusterHealth` as JSON on standard input and prints it back.
//!
//! The types are the contract's, with serde's defaults and nothing else: newtype ids are numbers, and strings where
//! they are map keys; unit variants are strings; unknown fields are ignored; a missing field is an error. If the
//! exporter's JSON drifts from what a Rust program reads without any help, this program refuses it or prints something
//! else back.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ShardId(u16);

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct RegionId(u16);

#[derive(Serialize, Deserialize)]
struct ShardStats {
    shard_id: ShardId,
    region_id: RegionId,
    entity_count: u64,
    signal_throughput_eps: f64,
    replication_lag: HashMap<RegionId, u64>,
    disk_bytes: u64,
    last_heartbeat_ns: u64,
}

#[derive(Serialize, Deserialize)]
enum RegionHealth {
    Healthy,
    Degraded,
    Offline,
}

#[derive(Serialize, Deserialize)]
struct ClusterHealth {
    snapshot_ns: u64,
    shards: Vec<ShardStats>,
    regions: BTreeMap<RegionId, RegionHealth>,
    tenant_count: usize,
    total_entities: u64,
    total_signals_eps: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let health: ClusterHealth = serde_json::from_str(&text)?;
    serde_json::to_writer(io::stdout().lock(), &health)?;
    Ok(())
}
