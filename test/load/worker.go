package main

import (
	"fmt"
	"net/http"
	"time"
)

// client-go's limit for the repetitions of one request.
const repetitions = 10

// worker reads and writes a ConfigMap of its own, in turns.
type worker struct {
	name   string
	client *http.Client
	// Whether answers that ask for it are repeated, as client-go does; otherwise they are failures.
	isPatient bool
	// Of the ConfigMap.
	url       string
	tally     *tally
	revisions *revisions
	// The last write that the server acknowledged.
	written int64
	count   int
}

// run makes a request each interval from `next` on until `end` is closed, and lets the last one come to its end. A slow
// answer is not made up for by a burst. Calls `begun` after the first good answer.
func (w *worker) run(next time.Time, interval time.Duration, end <-chan struct{}, begun func()) {
	isBegun := false
	for {
		select {
		case <-end:
			return
		case <-time.After(time.Until(next)):
		}
		next = latest(next.Add(interval), time.Now())
		if w.step() && !isBegun {
			isBegun = true
			begun()
		}
	}
}

func latest(one, other time.Time) time.Time {
	if one.After(other) {
		return one
	}
	return other
}

func (w *worker) step() bool {
	w.count++
	method, body := http.MethodGet, []byte(nil)
	if w.count%2 == 0 {
		method, body = http.MethodPatch, fmt.Appendf(nil, `{"data":{"count":"%d"}}`, w.count)
	}
	start := time.Now()
	err := w.exchange(method, body)
	if err != nil {
		w.tally.failed(time.Now(), w.name, method, err)
		return false
	}
	w.tally.succeeded(time.Now(), time.Since(start))
	return true
}

func (w *worker) exchange(method string, body []byte) error {
	received, err := w.sendPatiently(method, body)
	if err != nil {
		return err
	}
	if !received.isGood() {
		return received.failure()
	}
	revision, err := revisionOf(received.body)
	if err != nil {
		return fmt.Errorf("an answer that is no object: %w", err)
	}
	if revision < w.written {
		return fmt.Errorf("revision %d, though %d was acknowledged before", revision, w.written)
	}
	if method == http.MethodPatch {
		w.written = revision
		w.revisions.acknowledge(revision)
	}
	return nil
}

func (w *worker) sendPatiently(method string, body []byte) (answer, error) {
	for attempt := 0; ; attempt++ {
		received, err := send(w.client, method, w.url, body)
		if err != nil {
			return answer{}, err
		}
		wait, mayRepeat := repeatAfter(received)
		if !w.isPatient || !mayRepeat || attempt == repetitions {
			return received, nil
		}
		w.tally.repeated()
		time.Sleep(wait)
	}
}
