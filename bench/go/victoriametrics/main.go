// The same series from VictoriaMetrics' metrics: a gauge for each name with its labels, kept beside its shard and set on every heartbeat.
//
// Serves /metrics; POST /beat?round=N lets every shard send a heartbeat with new figures. Prints its address.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

var regions = []string{"us-east", "us-west", "eu-west", "ap-south", "sa-east"}

type shardGauges struct {
	up, entities, signalsPerSecond, walBytes, lastHeartbeat, clockSkew *metrics.Gauge
	lagSeqnos, lagSeconds                                              []*metrics.Gauge
}

// The library finds a gauge by its whole name, so whoever sets it often keeps it.
func gaugesOf(id, followers int) shardGauges {
	home := id % len(regions)
	labels := fmt.Sprintf(`shard="%d",region=%q`, id, regions[home])
	gauge := func(name, labels string) *metrics.Gauge {
		return metrics.NewGauge(name+"{"+labels+"}", nil)
	}
	gauges := shardGauges{
		up:               gauge("tidaldb_shard_up", labels),
		entities:         gauge("tidaldb_shard_entities", labels),
		signalsPerSecond: gauge("tidaldb_shard_signals_per_second", labels),
		walBytes:         gauge("tidaldb_shard_wal_bytes", labels),
		lastHeartbeat:    gauge("tidaldb_shard_last_heartbeat_timestamp_seconds", labels),
		clockSkew:        gauge("tidaldb_shard_clock_skew_seconds", labels),
	}
	for follower := 0; follower < followers; follower++ {
		of := fmt.Sprintf(`%s,follower=%q`, labels, regions[(home+1+follower)%len(regions)])
		gauges.lagSeqnos = append(gauges.lagSeqnos, gauge("tidaldb_replication_lag_seqnos", of))
		gauges.lagSeconds = append(gauges.lagSeconds, gauge("tidaldb_replication_lag_seconds", of))
	}
	return gauges
}

func main() {
	shards := flag.Int("shards", 65536, "shards in the cluster")
	followers := flag.Int("followers", 4, "followers of each shard")
	flag.Parse()

	all := make([]shardGauges, *shards)
	for id := range all {
		all[id] = gaugesOf(id, *followers)
	}
	// The same figures as in cluster-shape.ts.
	beat := func(round int) {
		arrived := float64(time.Now().UnixMilli()) / 1000
		for id, gauges := range all {
			throughput := 100 + float64((id*7919+round*104729)%900001)/1009
			gauges.up.Set(1)
			gauges.entities.Set(float64(90000 + id*3 + round*17))
			gauges.signalsPerSecond.Set(throughput)
			gauges.walBytes.Set(float64(60000000 + id*4096 + round*8192))
			gauges.lastHeartbeat.Set(arrived)
			gauges.clockSkew.Set(0.001)
			for follower := 0; follower < *followers; follower++ {
				lag := float64((id*31 + round*997 + follower*613) % 401)
				gauges.lagSeqnos[follower].Set(lag)
				gauges.lagSeconds[follower].Set(lag / throughput)
			}
		}
	}
	beat(0)

	http.HandleFunc("/metrics", func(answer http.ResponseWriter, _ *http.Request) {
		metrics.WritePrometheus(answer, false)
	})
	http.HandleFunc("/beat", func(_ http.ResponseWriter, request *http.Request) {
		round, _ := strconv.Atoi(request.URL.Query().Get("round"))
		beat(round)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
