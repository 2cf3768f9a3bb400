// The same series from client_golang: a GaugeVec for each metric, set on every heartbeat.
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

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var regions = []string{"us-east", "us-west", "eu-west", "ap-south", "sa-east"}

func gauge(name string, labels ...string) *prometheus.GaugeVec {
	vector := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: "As in the exporter."}, labels)
	prometheus.MustRegister(vector)
	return vector
}

func main() {
	shards := flag.Int("shards", 65536, "shards in the cluster")
	followers := flag.Int("followers", 4, "followers of each shard")
	flag.Parse()

	up := gauge("tidaldb_shard_up", "shard", "region")
	entities := gauge("tidaldb_shard_entities", "shard", "region")
	signalsPerSecond := gauge("tidaldb_shard_signals_per_second", "shard", "region")
	walBytes := gauge("tidaldb_shard_wal_bytes", "shard", "region")
	lastHeartbeat := gauge("tidaldb_shard_last_heartbeat_timestamp_seconds", "shard", "region")
	clockSkew := gauge("tidaldb_shard_clock_skew_seconds", "shard", "region")
	lagSeqnos := gauge("tidaldb_replication_lag_seqnos", "shard", "region", "follower")
	lagSeconds := gauge("tidaldb_replication_lag_seconds", "shard", "region", "follower")

	// The same figures as in cluster-shape.ts.
	beat := func(round int) {
		arrived := float64(time.Now().UnixMilli()) / 1000
		for id := 0; id < *shards; id++ {
			shard, home := strconv.Itoa(id), id%len(regions)
			throughput := 100 + float64((id*7919+round*104729)%900001)/1009
			up.WithLabelValues(shard, regions[home]).Set(1)
			entities.WithLabelValues(shard, regions[home]).Set(float64(90000 + id*3 + round*17))
			signalsPerSecond.WithLabelValues(shard, regions[home]).Set(throughput)
			walBytes.WithLabelValues(shard, regions[home]).Set(float64(60000000 + id*4096 + round*8192))
			lastHeartbeat.WithLabelValues(shard, regions[home]).Set(arrived)
			clockSkew.WithLabelValues(shard, regions[home]).Set(0.001)
			for follower := 0; follower < *followers; follower++ {
				region := regions[(home+1+follower)%len(regions)]
				lag := float64((id*31 + round*997 + follower*613) % 401)
				lagSeqnos.WithLabelValues(shard, regions[home], region).Set(lag)
				lagSeconds.WithLabelValues(shard, regions[home], region).Set(lag / throughput)
			}
		}
	}
	beat(0)

	http.Handle("/metrics", promhttp.Handler())
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
