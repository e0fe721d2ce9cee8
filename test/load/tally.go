package main

import (
	"slices"
	"sync"
	"time"
)

// failure is a request that a client would have seen fail.
type failure struct {
	At     string `json:"at"`
	Worker string `json:"worker"`
	Method string `json:"method"`
	Error  string `json:"error"`
}

// tally counts what the clients saw.
type tally struct {
	mutex     sync.Mutex
	latencies []time.Duration
	failures  []failure
	retries   int
	lastDone  time.Time
	silence   time.Duration
}

func newTally(start time.Time) *tally {
	return &tally{lastDone: start, failures: []failure{}}
}

func (t *tally) succeeded(at time.Time, took time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.latencies = append(t.latencies, took)
	t.heard(at)
}

func (t *tally) failed(at time.Time, worker, method string, reason error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.failures = append(t.failures, failure{timestamp(at), worker, method, reason.Error()})
}

func (t *tally) repeated() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.retries++
}

func (t *tally) requests() int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return len(t.latencies) + len(t.failures)
}

// Called with the lock held. Answers come in from several workers, not quite in the order of their times.
func (t *tally) heard(at time.Time) {
	if at.After(t.lastDone) {
		t.silence = max(t.silence, at.Sub(t.lastDone))
		t.lastDone = at
	}
}

// figures are what a tally comes to. Times are of requests that were answered, each with its repetitions.
type figures struct {
	Requests         int       `json:"requests"`
	Failed           int       `json:"failed"`
	Retries          int       `json:"retries"`
	SlowestMs        float64   `json:"slowestMs"`
	P50Ms            float64   `json:"p50Ms"`
	P99Ms            float64   `json:"p99Ms"`
	LongestSilenceMs float64   `json:"longestSilenceMs"`
	Failures         []failure `json:"failures"`
}

// close ends the last silence at `end`.
func (t *tally) close(end time.Time) figures {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.heard(end)
	sorted := slices.Sorted(slices.Values(t.latencies))
	return figures{
		Requests:         len(t.latencies) + len(t.failures),
		Failed:           len(t.failures),
		Retries:          t.retries,
		SlowestMs:        milliseconds(percentile(sorted, 100)),
		P50Ms:            milliseconds(percentile(sorted, 50)),
		P99Ms:            milliseconds(percentile(sorted, 99)),
		LongestSilenceMs: milliseconds(t.silence),
		Failures:         t.failures,
	}
}

// percentile is the smallest value that `percent` of all values do not exceed; 0 where there are none.
func percentile(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}
