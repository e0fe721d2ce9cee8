package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func serve(t *testing.T, handler http.HandlerFunc) access {
	server := httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return access{server: server.URL, tls: &tls.Config{RootCAs: roots}}
}

func object(revision int) string {
	return fmt.Sprintf(`{"metadata":{"resourceVersion":"%d"}}`, revision)
}

// busy refuses as many requests as it is told, then serves.
func busy(refusals int, retryAfter string) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		if refusals--; refusals >= 0 {
			if retryAfter != "" {
				writer.Header().Set("Retry-After", retryAfter)
			}
			writer.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(writer, object(7))
	}
}

func TestWorkers(t *testing.T) {
	for name, test := range map[string]struct {
		isKept          bool
		refusals        int
		retryAfter      string
		failed, retries int
	}{
		"a kept client repeats what it is asked to":        {true, 2, "0", 0, 2},
		"but not for ever":                                 {true, 11, "0", 1, 10},
		"nor without being asked":                          {true, 1, "", 1, 0},
		"a client with a new connection never sees a 503":  {false, 1, "0", 1, 0},
		"a client with a new connection is served at once": {false, 0, "", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, busy(test.refusals, test.retryAfter))
			one := &worker{client: server.freshClient(), url: server.server, tally: newTally(time.Now()), revisions: &revisions{}}
			if test.isKept {
				one.client, one.isPatient = server.keptClient(), true
			}
			if isGood := one.step(); isGood != (test.failed == 0) {
				t.Errorf("the step is good: %v", isGood)
			}
			if found := one.tally.close(time.Now()); found.Failed != test.failed || found.Retries != test.retries || found.Requests != 1 {
				t.Errorf("%+v", found)
			}
		})
	}
}

func TestClientsConnectAsTheyShould(t *testing.T) {
	seen := map[string]map[string]bool{}
	server := serve(t, func(_ http.ResponseWriter, request *http.Request) {
		if seen[request.Proto] == nil {
			seen[request.Proto] = map[string]bool{}
		}
		seen[request.Proto][request.RemoteAddr] = true
	})
	for _, client := range []*http.Client{server.freshClient(), server.keptClient()} {
		for range 3 {
			if _, err := send(client, http.MethodGet, server.server, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(seen["HTTP/1.1"]) != 3 || len(seen["HTTP/2.0"]) != 1 {
		t.Errorf("connections: %v", seen)
	}
}

func TestAnAcknowledgedWriteMustNotBeLost(t *testing.T) {
	revision := 9
	server := serve(t, func(writer http.ResponseWriter, _ *http.Request) { fmt.Fprint(writer, object(revision)) })
	one := &worker{client: server.freshClient(), url: server.server, tally: newTally(time.Now()), revisions: &revisions{}}
	one.step()
	one.step()
	revision = 8
	if one.step() {
		t.Error("an older revision passes for good")
	}
	failures := one.tally.close(time.Now()).Failures
	if len(failures) != 1 || !strings.Contains(failures[0].Error, "9 was acknowledged") {
		t.Errorf("%+v", failures)
	}
}

func TestFigures(t *testing.T) {
	start := time.Unix(1000, 0)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	counted := newTally(start)
	counted.succeeded(at(100), 10*time.Millisecond)
	counted.succeeded(at(90), 30*time.Millisecond)
	counted.failed(at(300), "fresh-0", "GET", fmt.Errorf("refused"))
	counted.succeeded(at(900), 20*time.Millisecond)
	found := counted.close(at(1000))
	if found.LongestSilenceMs != 800 || found.SlowestMs != 30 || found.P50Ms != 20 || found.Requests != 4 || found.Failed != 1 {
		t.Errorf("%+v", found)
	}
	if last := newTally(start).close(at(5000)); last.LongestSilenceMs != 5000 || last.SlowestMs != 0 {
		t.Errorf("silence to the end: %+v", last)
	}
}
