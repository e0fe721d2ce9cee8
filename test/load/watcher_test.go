package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"
)

func eventText(kind string, revision int) string {
	return fmt.Sprintf(`{"type":%q,"object":%s}`+"\n", kind, object(revision))
}

func watcherOf(server access) *watcher {
	return &watcher{
		client:     server.keptClient(),
		collection: server.server + "/configmaps",
		tally:      newTally(time.Now()),
		sight:      newSight(),
		observe:    func(string, []byte) {},
	}
}

func TestAWatchIsTakenUpWhereItEnded(t *testing.T) {
	expired := `{"type":"ERROR","object":{"code":410}}`
	watches := []string{
		eventText("MODIFIED", 11) + eventText("BOOKMARK", 13),
		eventText("MODIFIED", 14) + expired,
		eventText("MODIFIED", 21) + eventText("MODIFIED", 20),
	}
	asked := []string{}
	ctx, cancel := context.WithCancel(context.Background())
	server := serve(t, func(writer http.ResponseWriter, request *http.Request) {
		query := request.URL.Query()
		if query.Get("watch") == "" {
			asked = append(asked, "list")
			revision := map[bool]int{true: 10, false: 19}[len(asked) == 1]
			fmt.Fprintf(writer, `{"metadata":{"resourceVersion":"%d"},"items":[%s]}`, revision, object(revision-1))
			return
		}
		asked = append(asked, query.Get("resourceVersion"))
		if len(watches) == 0 {
			cancel()
			return
		}
		fmt.Fprint(writer, watches[0])
		watches = watches[1:]
	})
	one := watcherOf(server)
	begun := 0
	one.follow(ctx, func() { begun++ })
	if want := []string{"list", "10", "13", "list", "19", "21"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, not %v", asked, want)
	}
	if begun != 1 || one.reconnects != 2 || one.relists != 1 || one.sight.disordered != 1 || one.sight.events != 4 {
		t.Errorf("begun %d, %d reconnects, %d relists, %+v", begun, one.reconnects, one.relists, one.sight)
	}
	written := &revisions{acknowledged: []int64{11, 12, 14, 18, 20}}
	if missed := written.missing(one.sight); missed != 1 {
		t.Errorf("%d missed, not only 12", missed)
	}
}

func TestAWatchThatCannotBeginIsAFailedRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	lists := 0
	server := serve(t, func(writer http.ResponseWriter, request *http.Request) {
		switch lists++; lists {
		case 1:
			writer.WriteHeader(http.StatusForbidden)
		case 2:
			writer.Header().Set("Retry-After", "0")
			writer.WriteHeader(http.StatusTooManyRequests)
		default:
			cancel()
		}
	})
	one := watcherOf(server)
	one.follow(ctx, func() {})
	if found := one.tally.close(time.Now()); found.Failed != 1 || found.Retries != 1 || found.Failures[0].Method != "WATCH" {
		t.Errorf("%+v", found)
	}
}

func TestEndpoints(t *testing.T) {
	slice := func(endpoints string, port int) []byte {
		return fmt.Appendf(nil, `{"endpoints":[%s],"ports":[{"port":%d}]}`, endpoints, port)
	}
	ready := `{"addresses":["192.0.2.2"],"conditions":{"ready":true}}`
	found := newEndpoints(6443)
	found.observe("ADDED", slice(ready, 6443))
	found.observe("MODIFIED", slice(ready, 6443))
	found.observe("MODIFIED", slice(`{"addresses":["192.0.2.2"],"conditions":{"ready":false}}`, 6443))
	found.observe("MODIFIED", slice(ready, 6444))
	found.observe("DELETED", slice(ready, 6443))
	figures := found.figures()
	if len(figures.States) != 4 || figures.Empty != 2 || figures.OtherPort != 1 {
		t.Errorf("%+v", figures)
	}
}
