package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	reconnectPause = 50 * time.Millisecond
	refusalPause   = 500 * time.Millisecond
)

// errExpired: the server no longer knows what came after the revision asked for.
var errExpired = errors.New("expired")

var errNoAnswer = fmt.Errorf("no answer within %s", answerLimit)

// watcher follows a collection from a list on, as client-go's reflector does. A watch that ends is taken up where it
// ended; one that cannot be begun is a failed request.
type watcher struct {
	name       string
	client     *http.Client
	collection string
	query      url.Values
	tally      *tally
	sight      *sight
	// Gets every object that was found or changed, nil for a list without any.
	observe    func(kind string, object []byte)
	watches    int
	reconnects int
	relists    int
}

type list struct {
	Metadata struct{ ResourceVersion string }
	Items    []json.RawMessage
}

type event struct {
	Type   string
	Object json.RawMessage
}

// follow goes on until the context ends. Calls `begun` once, when the first watch is there.
func (w *watcher) follow(ctx context.Context, begun func()) {
	mustList := true
	for ctx.Err() == nil {
		var err error
		if mustList {
			err = w.list()
		}
		if err == nil {
			mustList = false
			err = w.watch(ctx, begun)
		}
		mustList = mustList || errors.Is(err, errExpired)
		if pause := w.judge(ctx, err); pause > 0 {
			time.Sleep(pause)
		}
	}
}

// judge counts what ended a watch, and says how long to wait before the next.
func (w *watcher) judge(ctx context.Context, err error) time.Duration {
	var patience *patienceAsked
	switch {
	case ctx.Err() != nil:
		return 0
	case err == nil:
		w.reconnects++
		return reconnectPause
	case errors.Is(err, errExpired):
		w.relists++
		return 0
	case errors.As(err, &patience):
		w.tally.repeated()
		return patience.wait
	default:
		w.tally.failed(time.Now(), w.name, "WATCH", err)
		return refusalPause
	}
}

// patienceAsked is an answer that client-go would repeat the request after.
type patienceAsked struct{ wait time.Duration }

func (p *patienceAsked) Error() string { return fmt.Sprintf("again in %s", p.wait) }

func (w *watcher) list() error {
	received, err := send(w.client, http.MethodGet, w.collection+"?"+w.query.Encode(), nil)
	if err != nil {
		return err
	}
	if err := refusal(received); err != nil {
		return err
	}
	var found list
	if err := json.Unmarshal(received.body, &found); err != nil {
		return err
	}
	revision, err := strconv.ParseInt(found.Metadata.ResourceVersion, 10, 64)
	if err != nil {
		return err
	}
	if len(found.Items) == 0 {
		w.observe("", nil)
	}
	for _, object := range found.Items {
		of, err := revisionOf(object)
		if err != nil {
			return err
		}
		w.sight.find(of)
		w.observe("ADDED", object)
	}
	w.sight.advance(revision)
	return nil
}

func refusal(a answer) error {
	if a.isGood() {
		return nil
	}
	if a.status == http.StatusGone {
		return errExpired
	}
	if wait, mayRepeat := repeatAfter(a); mayRepeat {
		return &patienceAsked{wait}
	}
	return a.failure()
}

// watch returns nil when a watch that had begun ends.
func (w *watcher) watch(ctx context.Context, begun func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// Of the answer's beginning only: a watch lasts as long as it may.
	limit := time.AfterFunc(answerLimit, func() { cancel(errNoAnswer) })
	defer limit.Stop()
	request, err := newRequest(ctx, http.MethodGet, w.collection+"?"+w.watchQuery().Encode(), nil)
	if err != nil {
		return err
	}
	response, err := w.client.Do(request)
	if errors.Is(context.Cause(ctx), errNoAnswer) {
		return errNoAnswer
	}
	if err != nil {
		return reasonOf(err)
	}
	limit.Stop()
	defer response.Body.Close()
	if err := refusal(answer{status: response.StatusCode, header: response.Header}); err != nil {
		return err
	}
	return w.read(response.Body, begun)
}

func (w *watcher) read(body io.Reader, begun func()) error {
	if w.watches++; w.watches == 1 {
		begun()
	}
	decoder := json.NewDecoder(body)
	for {
		var next event
		if decoder.Decode(&next) != nil {
			return nil
		}
		if err := w.take(next); err != nil {
			return err
		}
	}
}

func (w *watcher) watchQuery() url.Values {
	query := url.Values{
		"watch":               {"1"},
		"allowWatchBookmarks": {"true"},
		"resourceVersion":     {strconv.FormatInt(w.sight.last(), 10)},
	}
	for name, values := range w.query {
		query[name] = values
	}
	return query
}

func (w *watcher) take(next event) error {
	if next.Type == "ERROR" {
		var status struct{ Code int }
		if json.Unmarshal(next.Object, &status) == nil && status.Code == http.StatusGone {
			return errExpired
		}
		return fmt.Errorf("error event: %.200s", next.Object)
	}
	revision, err := revisionOf(next.Object)
	if err != nil {
		return err
	}
	if next.Type == "BOOKMARK" {
		w.sight.advance(revision)
		return nil
	}
	w.sight.tell(revision)
	w.observe(next.Type, next.Object)
	return nil
}
