package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"sync"
	"time"
)

// How long the watchers may take to hear of the last write.
const catchUpLimit = 15 * time.Second

// traffic is what the flags of the mode say.
type traffic struct {
	fresh, kept, watchers int
	rate                  float64
	namespace             string
	watchEndpoints        bool
	endpointsPort         int
}

func registerTraffic(flags *flag.FlagSet) func(access, *output, <-chan struct{}) error {
	var t traffic
	flags.IntVar(&t.fresh, "fresh", 8, "workers with a new connection for each request")
	flags.IntVar(&t.kept, "kept", 4, "workers with one HTTP/2 connection each")
	flags.IntVar(&t.watchers, "watchers", 2, "watchers of what the workers write")
	flags.Float64Var(&t.rate, "rate", 280, "requests a second of all workers together, at most")
	flags.StringVar(&t.namespace, "namespace", "load", "namespace of the ConfigMaps; made where it is absent")
	flags.BoolVar(&t.watchEndpoints, "watch-endpoints", false, "follow the EndpointSlice of the Service kubernetes")
	flags.IntVar(&t.endpointsPort, "endpoints-port", 6443, "the port that it should name")
	return t.run
}

// trafficReport is what is printed at the end.
type trafficReport struct {
	Kind    string  `json:"kind"`
	Seconds float64 `json:"seconds"`
	figures
	Watch     watchFigures     `json:"watch"`
	Endpoints *endpointFigures `json:"endpoints,omitempty"`
}

// watchFigures are sums over all watchers.
type watchFigures struct {
	Events     int `json:"events"`
	Reconnects int `json:"reconnects"`
	Relists    int `json:"relists"`
	// Writes that were acknowledged and that a watcher was not told of.
	Missed     int `json:"missed"`
	Disordered int `json:"disordered"`
}

func (t *traffic) run(server access, out *output, end <-chan struct{}) error {
	namespaceURL := server.server + "/api/v1/namespaces/" + t.namespace
	if err := t.setUp(server, namespaceURL); err != nil {
		return err
	}
	start := time.Now()
	counted := newTally(start)
	written := &revisions{}
	watchers, slice := t.makeWatchers(server, namespaceURL, counted)
	ctx, stopWatching := context.WithCancel(context.Background())
	defer stopWatching()
	var watching, begun, working sync.WaitGroup
	for _, one := range watchers {
		begun.Add(1)
		watching.Go(func() { one.follow(ctx, begun.Done) })
	}
	// What is written before a watcher has listed would be no event for it.
	begun.Wait()
	step := time.Duration(float64(time.Second) / t.rate)
	workers := t.makeWorkers(server, namespaceURL, counted, written)
	for number, one := range workers {
		begun.Add(1)
		first := time.Now().Add(time.Duration(number) * step)
		working.Go(func() { one.run(first, time.Duration(len(workers))*step, end, begun.Done) })
	}
	go func() {
		begun.Wait()
		_ = out.ready()
	}()
	reportProgress(out, counted, end)
	working.Wait()
	closed := time.Now()
	ours := watchers[:t.watchers]
	waitForLast(ours, written)
	stopWatching()
	watching.Wait()
	report := trafficReport{Kind: "report", Seconds: closed.Sub(start).Seconds(), figures: counted.close(closed)}
	report.Watch = sum(ours, written)
	if slice != nil {
		found := slice.figures()
		report.Endpoints = &found
	}
	return out.print(report)
}

func (t *traffic) makeWorkers(server access, namespaceURL string, counted *tally, written *revisions) []*worker {
	workers := []*worker{}
	for number := range t.fresh + t.kept {
		one := &worker{
			name:      fmt.Sprintf("fresh-%d", number),
			client:    server.freshClient(),
			url:       fmt.Sprintf("%s/configmaps/worker-%d", namespaceURL, number),
			tally:     counted,
			revisions: written,
		}
		if number >= t.fresh {
			one.name, one.client, one.isPatient = fmt.Sprintf("kept-%d", number-t.fresh), server.keptClient(), true
		}
		workers = append(workers, one)
	}
	return workers
}

// makeWatchers makes those of the workers' objects and, where it was asked for, as the last the one of the endpoints.
func (t *traffic) makeWatchers(server access, namespaceURL string, counted *tally) ([]*watcher, *endpoints) {
	watchers := []*watcher{}
	for number := range t.watchers {
		watchers = append(watchers, &watcher{
			name:       fmt.Sprintf("watcher-%d", number),
			client:     server.keptClient(),
			collection: namespaceURL + "/configmaps",
			tally:      counted,
			sight:      newSight(),
			observe:    func(string, []byte) {},
		})
	}
	if !t.watchEndpoints {
		return watchers, nil
	}
	slice := newEndpoints(t.endpointsPort)
	return append(watchers, &watcher{
		name:       "endpoints",
		client:     server.keptClient(),
		collection: server.server + "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
		query:      url.Values{"fieldSelector": {"metadata.name=kubernetes"}},
		tally:      counted,
		sight:      newSight(),
		observe:    slice.observe,
	}), slice
}

// reportProgress returns when `end` is closed.
func reportProgress(out *output, counted *tally, end <-chan struct{}) {
	everySecond := time.NewTicker(time.Second)
	defer everySecond.Stop()
	for {
		select {
		case <-end:
			return
		case <-everySecond.C:
			_ = out.print(map[string]any{"kind": "progress", "requests": counted.requests()})
		}
	}
}

func waitForLast(watchers []*watcher, written *revisions) {
	end := time.Now().Add(catchUpLimit)
	for _, one := range watchers {
		for one.sight.last() < written.last() && time.Now().Before(end) {
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func sum(watchers []*watcher, written *revisions) watchFigures {
	var all watchFigures
	for _, one := range watchers {
		all.Events += one.sight.events
		all.Reconnects += one.reconnects
		all.Relists += one.relists
		all.Missed += written.missing(one.sight)
		all.Disordered += one.sight.disordered
	}
	return all
}
