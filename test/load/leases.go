package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const lookEvery = 50 * time.Millisecond

// The kernel cuts the names of processes after this many characters.
const processNameLength = 15

var candidates = []string{"kube-scheduler", "kube-controller-manager"}

// leasesReport is what is printed at the end.
type leasesReport struct {
	Kind   string            `json:"kind"`
	Leases map[string]leader `json:"leases"`
	// Looks that got no answer.
	Unanswered int `json:"unanswered"`
}

type leader struct {
	Changes []change `json:"changes"`
	// Of all changes; 0 where there were none.
	LongestMs float64 `json:"longestMs"`
}

// follower looks at one component's lease and at its processes on this machine.
type follower struct {
	component  string
	url        string
	client     *http.Client
	mutex      sync.Mutex
	leadership leadership
}

func followLeases(server access, out *output, end <-chan struct{}) error {
	followers := []*follower{}
	for _, component := range candidates {
		followers = append(followers, &follower{
			component: component,
			url:       server.server + "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/" + component,
			client:    server.keptClient(),
		})
	}
	for _, one := range followers {
		// Beside the looks at the lease, which may hang.
		go one.watchProcesses()
	}
	unanswered, isReady := 0, false
	for {
		answered := 0
		for _, one := range followers {
			if one.look() {
				answered++
			}
		}
		unanswered += len(followers) - answered
		if !isReady && answered == len(followers) {
			isReady = true
			_ = out.ready()
		}
		select {
		case <-end:
			return out.print(summarize(followers, unanswered))
		case <-time.After(lookEvery):
		}
	}
}

// look tells whether the lease could be read.
func (f *follower) look() bool {
	received, err := send(f.client, http.MethodGet, f.url, nil)
	if err != nil || !received.isGood() {
		return false
	}
	var object struct{ Spec lease }
	if json.Unmarshal(received.body, &object) != nil {
		return false
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.leadership.observe(object.Spec, time.Now())
	return true
}

func (f *follower) watchProcesses() {
	before := map[string]bool{}
	for range time.Tick(lookEvery) {
		now := processesNamed(f.component)
		for process := range before {
			if !now[process] {
				f.mutex.Lock()
				f.leadership.processEnded(time.Now())
				f.mutex.Unlock()
			}
		}
		before = now
	}
}

func processesNamed(program string) map[string]bool {
	name := program[:min(len(program), processNameLength)]
	found := map[string]bool{}
	paths, _ := filepath.Glob("/proc/[0-9]*/comm")
	for _, path := range paths {
		// A process that ended meanwhile is none of them.
		if text, err := os.ReadFile(path); err == nil && strings.TrimSpace(string(text)) == name {
			found[path] = true
		}
	}
	return found
}

func summarize(followers []*follower, unanswered int) leasesReport {
	report := leasesReport{Kind: "report", Leases: map[string]leader{}, Unanswered: unanswered}
	for _, one := range followers {
		summary := leader{Changes: []change{}}
		one.mutex.Lock()
		changes := one.leadership.finish(time.Now())
		one.mutex.Unlock()
		for _, found := range changes {
			summary.Changes = append(summary.Changes, found)
			summary.LongestMs = max(summary.LongestMs, found.WithoutLeaderMs)
		}
		report.Leases[one.component] = summary
	}
	return report
}
