//! The same series from Rust's official prometheus-client: a family for each metric, set on every heartbeat.
//!
//! Serves /metrics; POST /beat?round=N lets every shard send a heartbeat with new figures. Prints its address.
//! Arguments: the number of shards, and that of their followers.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::AtomicU64;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

const REGIONS: [&str; 5] = ["us-east", "us-west", "eu-west", "ap-south", "sa-east"];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Shard {
    shard: u32,
    region: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Follower {
    shard: u32,
    region: &'static str,
    follower: &'static str,
}

type OfShard = Family<Shard, Gauge<f64, AtomicU64>>;
type OfFollower = Family<Follower, Gauge<f64, AtomicU64>>;

#[derive(Default)]
struct Gauges {
    up: OfShard,
    entities: OfShard,
    signals_per_second: OfShard,
    wal_bytes: OfShard,
    last_heartbeat: OfShard,
    clock_skew: OfShard,
    lag_seqnos: OfFollower,
    lag_seconds: OfFollower,
}

impl Gauges {
    fn register(&self, registry: &mut Registry) {
        let help = "As in the exporter";
        registry.register("tidaldb_shard_up", help, self.up.clone());
        registry.register("tidaldb_shard_entities", help, self.entities.clone());
        registry.register("tidaldb_shard_signals_per_second", help, self.signals_per_second.clone());
        registry.register("tidaldb_shard_wal_bytes", help, self.wal_bytes.clone());
        registry.register("tidaldb_shard_last_heartbeat_timestamp_seconds", help, self.last_heartbeat.clone());
        registry.register("tidaldb_shard_clock_skew_seconds", help, self.clock_skew.clone());
        registry.register("tidaldb_replication_lag_seqnos", help, self.lag_seqnos.clone());
        registry.register("tidaldb_replication_lag_seconds", help, self.lag_seconds.clone());
    }

    /// The same figures as in cluster-shape.ts.
    fn beat(&self, shards: u64, followers: u64, round: u64) {
        let arrived = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as f64 / 1000.0;
        for id in 0..shards {
            let home = id as usize % REGIONS.len();
            let labels = Shard { shard: id as u32, region: REGIONS[home] };
            let throughput = 100.0 + ((id * 7919 + round * 104_729) % 900_001) as f64 / 1009.0;
            self.up.get_or_create(&labels).set(1.0);
            self.entities.get_or_create(&labels).set((90_000 + id * 3 + round * 17) as f64);
            self.signals_per_second.get_or_create(&labels).set(throughput);
            self.wal_bytes.get_or_create(&labels).set((60_000_000 + id * 4096 + round * 8192) as f64);
            self.last_heartbeat.get_or_create(&labels).set(arrived);
            self.clock_skew.get_or_create(&labels).set(0.001);
            for follower in 0..followers {
                let name = REGIONS[(home + 1 + follower as usize) % REGIONS.len()];
                let labels = Follower { shard: id as u32, region: REGIONS[home], follower: name };
                let lag = ((id * 31 + round * 997 + follower * 613) % 401) as f64;
                self.lag_seqnos.get_or_create(&labels).set(lag);
                self.lag_seconds.get_or_create(&labels).set(lag / throughput);
            }
        }
    }
}

/// One request on one connection, as the benchmark asks; what it answers is whole, so its length is known.
fn answer(stream: TcpStream, handle: impl Fn(&str) -> String) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request_line = String::new();
    reader.read_line(&mut request_line)?;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header == "\r\n" {
            break;
        }
    }
    let body = handle(request_line.split(' ').nth(1).unwrap_or("/"));
    let mut writer = stream;
    write!(
        writer,
        "HTTP/1.1 200 OK\r\ncontent-type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    writer.write_all(body.as_bytes())
}

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|each| each.parse::<u64>().expect("expected a number"));
    let shards = numbers.next().unwrap_or(65_536);
    let followers = numbers.next().unwrap_or(4);
    let gauges = Gauges::default();
    let mut registry = Registry::default();
    gauges.register(&mut registry);
    gauges.beat(shards, followers, 0);

    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    for stream in listener.incoming() {
        // A client that leaves early is no reason to end.
        let _ = answer(stream?, |path| match path.split_once("round=") {
            Some((_, round)) => {
                gauges.beat(shards, followers, round.parse().unwrap_or(0));
                String::new()
            }
            None => {
                let mut text = String::new();
                encode(&mut text, &registry).expect("writing into memory does not fail");
                text
            }
        });
    }
    Ok(())
}
